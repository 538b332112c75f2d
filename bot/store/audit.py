"""Who did what to the assistant itself: settings, tables, roles, looks at personal data, exports, command-line acts.

Append-only, each row carrying the hash of the one before: a row that is changed, put in or taken out breaks the chain
at its number. Rows cut off at the end leave a chain that holds, so the number and hash of the last row (`verify`)
belong noted outside from time to time. A row never carries a message's text or a secret.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, String, Table, Text, func, insert, select

from bot.store.database import EPOCH, MICROSECOND, RowId, UtcTime, metadata

#: The advisory lock under which PostgreSQL appends; any number nobody else takes.
APPEND_LOCK = 0x61756469
START = "0" * 64

audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
    Column("who", String(80), nullable=False),
    Column("what", String(60), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_who_number", "who", "number"),
    Index("ix_audit_what_number", "what", "number"),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One row. `number` counts from 1 without gaps; `detail` is what the act chose to say of itself."""

    number: int
    at: datetime
    who: str
    what: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chain:
    """What `verify` found: how many rows, the hash of the last, and the number at which the chain breaks, if any."""

    count: int
    head: str
    broken_at: int | None

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, put in or taken out."""
        return self.broken_at is None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who acts, as `by_person` or `by_operator` write it, and when."""

    who: str
    at: datetime


def by_person(person_id: int) -> str:
    """Return the `who` of an enrolled person."""
    return f"person:{person_id}"


def by_operator(os_user: str) -> str:
    """Return the `who` of somebody at the server's command line."""
    return f"os:{os_user}"


def record(connection: Connection, stamp: Stamp, what: str, detail: Mapping[str, Any]) -> None:
    """Append one row, in the caller's write transaction.

    what: a dotted word such as `table.imported`. detail: JSON-able; no message's text, no secret.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(APPEND_LOCK)))
    last = connection.execute(select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    written = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    row = {
        "number": number,
        "at": stamp.at,
        "who": stamp.who,
        "what": what,
        "detail": written,
        "previous": previous,
    }
    connection.execute(insert(audit).values(**row, hash=_hash(row)))


def deeds(
    connection: Connection,
    *,
    who: str | None = None,
    what: str | None = None,
    since: datetime | None = None,
    newest: int = 200,
) -> list[Deed]:
    """Return the newest matching rows, oldest first. `what` also matches everything below it (`table`: `table.…`)."""
    statement = select(audit).order_by(audit.c.number.desc()).limit(newest)
    if who is not None:
        statement = statement.where(audit.c.who == who)
    if what is not None:
        statement = statement.where((audit.c.what == what) | audit.c.what.startswith(f"{what}.", autoescape=True))
    if since is not None:
        statement = statement.where(audit.c.at >= since)
    rows = connection.execute(statement).all()
    return [Deed(row.number, row.at, row.who, row.what, json.loads(row.detail)) for row in reversed(rows)]


def verify(connection: Connection) -> Chain:
    """Walk the whole chain and say where it breaks."""
    rows = connection.execute(select(audit).order_by(audit.c.number).execution_options(yield_per=1000)).mappings()
    before: Mapping[str, Any] | None = None
    count, broken = 0, None
    for row in map(dict, rows):
        count += 1
        if broken is None and not _follows(before, row):
            broken = row["number"]
        before = row
    return Chain(count, before["hash"] if before else START, broken)


def _follows(before: Mapping[str, Any] | None, row: Mapping[str, Any]) -> bool:
    number, previous = (before["number"] + 1, before["hash"]) if before else (1, START)
    return bool(row["number"] == number and row["previous"] == previous and row["hash"] == _hash(row))


def _hash(row: Mapping[str, Any]) -> str:
    moment = (row["at"] - EPOCH) // MICROSECOND
    fields = [row["number"], moment, row["who"], row["what"], row["detail"], row["previous"]]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()
