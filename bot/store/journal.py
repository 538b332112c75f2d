"""The journal: append-only entries of what happened, each with the message or timer that made it happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, String, Table, insert, select

from bot.store.database import RowId, UtcTime, metadata

journal = Table(
    "journal",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("subject", String(120), nullable=False, server_default=""),
    Column("person_id", RowId),
    Column("account", String(150), nullable=False, server_default=""),
    Column("source", String(40), nullable=False),
    Column("data", JSON, nullable=False),
    Index("ix_journal_subject_id", "subject", "id"),
    Index("ix_journal_kind_at", "kind", "at"),
    Index("ix_journal_account_id", "account", "id"),
)


_append = insert(journal)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `at`: when it happened; `source`: `inbox:17`, `timer:4` or `command`."""

    at: datetime
    kind: str
    subject: str
    source: str
    data: dict[str, Any]
    person_id: int | None = None
    account: str = ""


def append(connection: Connection, entry: Entry) -> None:
    """Write one entry."""
    row = {
        "at": entry.at,
        "kind": entry.kind,
        "subject": entry.subject,
        "source": entry.source,
        "data": entry.data,
        "person_id": entry.person_id,
        "account": entry.account,
    }
    connection.execute(_append, row)


def entries(
    connection: Connection,
    *,
    kinds: Sequence[str] = (),
    subject: str | None = None,
    account: str | None = None,
    since: datetime | None = None,
    newest: int = 100,
) -> list[Entry]:
    """Return the newest matching entries, oldest first."""
    statement = select(journal).order_by(journal.c.id.desc()).limit(newest)
    if kinds:
        statement = statement.where(journal.c.kind.in_(kinds))
    if subject is not None:
        statement = statement.where(journal.c.subject == subject)
    if account is not None:
        statement = statement.where(journal.c.account == account)
    if since is not None:
        statement = statement.where(journal.c.at >= since)
    rows = connection.execute(statement).all()
    return [
        Entry(row.at, row.kind, row.subject, row.source, row.data, row.person_id, row.account) for row in reversed(rows)
    ]
