"""The inbox: every message is a row before it is acknowledged, and one message is one row however often it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
    update,
)

from bot.lent import STREAM
from bot.messages import Channel, Kind, Message, Waiting
from bot.store.database import RowId, UtcTime, insert_new, metadata
from bot.store.ways import ways

WAIT, DONE, ASIDE = "wait", "done", "aside"
MAX_ATTEMPTS = 3
ORDER_LOCKS = 7  # seed of the advisory locks that keep one person's messages in order

inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("door", String(80), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("account", String(128), nullable=False),
    Column("order_key", String(150), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("chat", String(128)),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("sent_at", UtcTime),
    Column("received_at", UtcTime, nullable=False),
    Column("state", String(5), nullable=False, server_default=WAIT),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("handled_at", UtcTime),
    UniqueConstraint("door", "message_id"),
    Index("ix_inbox_waiting", "id", sqlite_where=text("state = 'wait'"), postgresql_where=text("state = 'wait'")),
    Index(
        "ix_inbox_order_key_waiting",
        "order_key",
        "id",
        sqlite_where=text("state = 'wait'"),
        postgresql_where=text("state = 'wait'"),
    ),
)

_COLUMNS = tuple(column for column in inbox.c if column.name not in ("order_key", "error", "handled_at"))
_waiting = select(*_COLUMNS).where(inbox.c.state == WAIT).order_by(inbox.c.id).limit(bindparam("most"))
_first_of = select(func.min(inbox.c.id)).where(inbox.c.state == WAIT, inbox.c.order_key == bindparam("key"))
_received = select(inbox.c.id).where(inbox.c.state == WAIT, inbox.c.received_at <= bindparam("until")).limit(1)
_settle = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"))
    .values(state=DONE, handled_at=bindparam("at"), attempts=inbox.c.attempts + 1)
)

_of_stream = (
    select(inbox.c.id, inbox.c.account, inbox.c.chat, inbox.c.state, ways.c.expires_at)
    .join(ways, (ways.c.door == inbox.c.door) & (ways.c.message_id == inbox.c.message_id))
    .where(ways.c.kind == STREAM, ways.c.token == bindparam("stream"), ways.c.door == bindparam("door"))
)


def admit(connection: Connection, arrivals: Sequence[tuple[Message, datetime]]) -> None:
    """Store messages with their office time of arrival; those whose (door, message id) stand already change nothing."""
    rows = [_row(message, received_at) for message, received_at in arrivals]
    insert_new(connection, inbox, rows, unique=("door", "message_id"))


def oldest(connection: Connection, most: int = 1) -> list[Waiting]:
    """Return the oldest waiting messages without holding them."""
    return [_waiting_row(row) for row in connection.execute(_waiting, {"most": most})]


def hold(connection: Connection, waiting: Waiting) -> bool:
    """Take a message into this write transaction; False when another worker has it, or an earlier one of its sender.

    On PostgreSQL two statements on purpose: the sender is locked first, then the rows read in a fresh snapshot, so that
    no message of a person overtakes an earlier one (one statement for both was seen to break the order).
    """
    key = waiting.message.order_key
    if connection.dialect.name != "sqlite":
        lock = func.pg_try_advisory_xact_lock(func.hashtextextended(key, ORDER_LOCKS))
        if not connection.scalar(select(lock)):
            return False
    return bool(connection.scalar(_first_of, {"key": key}) == waiting.id)


def any_waiting(connection: Connection, until: datetime) -> bool:
    """Say whether a message received at or before `until` still waits."""
    return connection.execute(_received, {"until": until}).first() is not None


def settle(connection: Connection, row: int, at: datetime) -> None:
    """Mark a message as handled."""
    connection.execute(_settle, {"row": row, "at": at})


def count_failure(connection: Connection, row: int, error: str, at: datetime) -> bool:
    """Count a failed attempt; after the third the message is set aside. Returns whether it was."""
    attempts = (connection.scalar(select(inbox.c.attempts).where(inbox.c.id == row)) or 0) + 1
    aside = attempts >= MAX_ATTEMPTS
    values: dict[str, Any] = {"attempts": attempts, "error": error}
    if aside:
        values |= {"state": ASIDE, "handled_at": at}
    connection.execute(update(inbox).where(inbox.c.id == row).values(**values))
    return aside


def forget_text(connection: Connection, row: int) -> None:
    """Erase what a message said; that it came, and from whom, stays."""
    connection.execute(update(inbox).where(inbox.c.id == row).values(text="", data={}))


def handled(connection: Connection, door: str, message_id: str) -> int | None:
    """Return the row of a message that is done with or set aside; None while it waits."""
    here = (inbox.c.door == door) & (inbox.c.message_id == message_id)
    return connection.scalar(select(inbox.c.id).where(here, inbox.c.state != WAIT))


def message_of(connection: Connection, row: int) -> Message | None:
    """Return a stored message by its row."""
    found = connection.execute(select(*_COLUMNS).where(inbox.c.id == row)).first()
    return _waiting_row(found).message if found else None


def row_of(connection: Connection, door: str, message_id: str) -> int | None:
    """Return the row of a message by what the platform calls it."""
    here = (inbox.c.door == door) & (inbox.c.message_id == message_id)
    return connection.scalar(select(inbox.c.id).where(here))


def of_id(connection: Connection, door: str, message_id: str) -> Message | None:
    """Return a stored message by what the platform calls it."""
    here = (inbox.c.door == door) & (inbox.c.message_id == message_id)
    found = connection.execute(select(*_COLUMNS).where(here)).first()
    return _waiting_row(found).message if found else None


@dataclass(frozen=True, slots=True)
class Streamed:
    """A message that is answered by a stream. state: of the message; expires_at: of the stream, machine time."""

    id: int
    account: str
    chat: str | None
    state: str
    expires_at: datetime


def of_stream(connection: Connection, door: str, stream: str) -> Streamed | None:
    """Return the message a stream answers, by the stream's id; None where it is not remembered."""
    row = connection.execute(_of_stream, {"door": door, "stream": stream}).first()
    return Streamed(*row) if row else None


def counts(connection: Connection) -> dict[str, int]:
    """Count messages by state."""
    rows = connection.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
    return {row[0]: row[1] for row in rows}


def _row(message: Message, received_at: datetime) -> dict[str, Any]:
    return {
        "door": message.door,
        "message_id": message.message_id,
        "platform": message.platform,
        "account": message.account,
        "order_key": message.order_key,
        "channel": message.channel.value,
        "chat": message.chat,
        "kind": message.kind.value,
        "text": message.text,
        "data": message.data,
        "sent_at": message.sent_at,
        "received_at": received_at,
    }


def _waiting_row(row: Row[Any]) -> Waiting:
    message = Message(
        door=row.door,
        message_id=row.message_id,
        platform=row.platform,
        account=row.account,
        channel=Channel(row.channel),
        kind=Kind(row.kind),
        text=row.text,
        chat=row.chat,
        sent_at=row.sent_at,
        data=row.data,
    )
    return Waiting(id=row.id, message=message, received_at=row.received_at, attempts=row.attempts)
