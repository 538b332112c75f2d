"""Attachments: the pictures and files that came with a message, each kept in the files store, or lost, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, Text, UniqueConstraint, func, select

from bot.store.database import RowId, UtcTime, insert_one_new, metadata

KEPT, LOST = "kept", "lost"
UNIQUE = ("door", "message_id", "number")

attachments = Table(
    "attachments",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("door", String(80), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(4), nullable=False),
    Column("file_id", RowId, ForeignKey("files.id")),
    Column("reason", Text),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint(*UNIQUE),
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One picture or file of a message. file_id: the row in `files`; reason: why it was lost."""

    door: str
    message_id: str
    number: int
    kind: str
    file_id: int | None = None
    reason: str = ""


def note(connection: Connection, one: Attachment, at: datetime) -> bool:
    """Write the fate of an attachment. Returns False where it is known already."""
    row = {
        "door": one.door,
        "message_id": one.message_id,
        "number": one.number,
        "kind": one.kind[:10],
        "state": KEPT if one.file_id is not None else LOST,
        "file_id": one.file_id,
        "reason": one.reason or None,
        "at": at,
    }
    return insert_one_new(connection, attachments, row, unique=UNIQUE) is not None


def of_message(connection: Connection, door: str, message_id: str) -> list[Attachment]:
    """Return what is known of a message's pictures and files, in their order."""
    here = (attachments.c.door == door) & (attachments.c.message_id == message_id)
    rows = connection.execute(select(attachments).where(here).order_by(attachments.c.number))
    return [Attachment(row.door, row.message_id, row.number, row.kind, row.file_id, row.reason or "") for row in rows]


def is_lost(connection: Connection, door: str, message_id: str) -> bool:
    """Whether nothing that came with a message could be fetched; False while it is not known."""
    known = of_message(connection, door, message_id)
    return bool(known) and all(one.file_id is None for one in known)


def counts(connection: Connection) -> dict[str, int]:
    """Count attachments by state."""
    rows = connection.execute(select(attachments.c.state, func.count()).group_by(attachments.c.state))
    return {row[0]: row[1] for row in rows}
