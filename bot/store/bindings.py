"""Bindings: somebody says which 工号 is his, and an admin says whether that is so.

A request never changes under its number: asked again with another 工号 it is another request, so that what an admin
approves is what he was shown.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Index, String, Table, func, insert, select, update

from bot.store.database import RowId, UtcTime, metadata

ASKED, APPROVED, REFUSED, REPLACED, UNDONE = "asked", "approved", "refused", "replaced", "undone"

bindings = Table(
    "bindings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("account", String(128), nullable=False),
    Column("nick", String(80), nullable=False, server_default=""),
    Column("number", String(30), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("state", String(8), nullable=False, server_default=ASKED),
    Column("decided_by", RowId, ForeignKey("persons.id")),
    Column("decided_at", UtcTime),
    Index("ix_bindings_platform_account", "platform", "account", "asked_at"),
)


@dataclass(frozen=True, slots=True)
class Binding:
    """One request. nick: what the platform calls him, where it says so; number: the 工号 he gave."""

    id: int
    platform: str
    account: str
    nick: str
    number: str
    asked_at: datetime
    state: str
    decided_by: int | None = None
    decided_at: datetime | None = None


_COLUMNS = tuple(bindings.c[one.name] for one in fields(Binding))


def ask(connection: Connection, platform: str, account: str, nick: str, number: str, now: datetime) -> int:
    """Keep a request and return its row; an open one of the same account is replaced by it."""
    before = (bindings.c.platform == platform) & (bindings.c.account == account) & (bindings.c.state == ASKED)
    connection.execute(update(bindings).where(before).values(state=REPLACED, decided_at=now))
    values = {"platform": platform, "account": account, "nick": nick[:80], "number": number, "asked_at": now}
    return int(connection.execute(insert(bindings).values(**values).returning(bindings.c.id)).scalar_one())


def find(connection: Connection, row: int) -> Binding | None:
    """Return one request."""
    found = connection.execute(select(*_COLUMNS).where(bindings.c.id == row)).first()
    return Binding(*found) if found else None


def open_of(connection: Connection, platform: str, account: str) -> Binding | None:
    """Return the request of an account that nobody has decided yet."""
    here = (bindings.c.platform == platform) & (bindings.c.account == account) & (bindings.c.state == ASKED)
    found = connection.execute(select(*_COLUMNS).where(here).order_by(bindings.c.id.desc())).first()
    return Binding(*found) if found else None


def decide(connection: Connection, row: int, state: str, by: int, now: datetime) -> bool:
    """Approve or refuse an open request. Returns False where somebody has decided it already."""
    return _move(connection, row, ASKED, {"state": state, "decided_by": by, "decided_at": now})


def undo(connection: Connection, row: int, by: int, now: datetime) -> bool:
    """Take an approval back. Returns False where it does not stand."""
    return _move(connection, row, APPROVED, {"state": UNDONE, "decided_by": by, "decided_at": now})


def asked_since(connection: Connection, platform: str, account: str, since: datetime) -> int:
    """Count an account's requests after a moment."""
    here = (bindings.c.platform == platform) & (bindings.c.account == account) & (bindings.c.asked_at > since)
    return int(connection.scalar(select(func.count()).where(here)) or 0)


def _move(connection: Connection, row: int, before: str, values: dict[str, object]) -> bool:
    still = (bindings.c.id == row) & (bindings.c.state == before)
    return connection.execute(update(bindings).where(still).values(**values)).rowcount == 1
