"""The journal: append-only entries of what happened, each with the message or timer that made it happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, Select, String, Table, bindparam, insert, select

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
    given = {"kinds": list(kinds) or None, "subject": subject, "account": account, "since": since}
    asked = {name: value for name, value in given.items() if value is not None}
    rows = connection.execute(_asked(*asked), {**asked, "newest": newest}).all()
    return [
        Entry(row.at, row.kind, row.subject, row.source, row.data, row.person_id, row.account) for row in reversed(rows)
    ]


@cache
def _asked(*names: str) -> Select[Any]:
    """Build the question that names some of what an entry is asked for by."""
    conditions = {
        "kinds": journal.c.kind.in_(bindparam("kinds", expanding=True)),
        "subject": journal.c.subject == bindparam("subject"),
        "account": journal.c.account == bindparam("account"),
        "since": journal.c.at >= bindparam("since"),
    }
    matching = select(journal).where(*(conditions[name] for name in names))
    return matching.order_by(journal.c.id.desc()).limit(bindparam("newest"))
