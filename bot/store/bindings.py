"""Bindings: somebody says which 工号 is his, and an admin says whether that is so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Index, String, Table, func, insert, select, update

from bot.store.database import RowId, UtcTime, metadata

ASKED, APPROVED, REFUSED = "asked", "approved", "refused"

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


def ask(connection: Connection, platform: str, account: str, nick: str, number: str, now: datetime) -> int:
    """Keep a request and return its row; an open one of the same account is overwritten."""
    same = (bindings.c.platform == platform) & (bindings.c.account == account) & (bindings.c.state == ASKED)
    values = {"nick": nick[:80], "number": number, "asked_at": now}
    changed = connection.execute(update(bindings).where(same).values(**values).returning(bindings.c.id)).first()
    if changed is not None:
        return int(changed.id)
    row = insert(bindings).values(platform=platform, account=account, **values).returning(bindings.c.id)
    return int(connection.execute(row).scalar_one())


def find(connection: Connection, row: int) -> Binding | None:
    """Return one request."""
    found = connection.execute(select(bindings).where(bindings.c.id == row)).first()
    if found is None:
        return None
    return Binding(found.id, found.platform, found.account, found.nick, found.number, found.asked_at, found.state)


def decide(connection: Connection, row: int, state: str, by: int, now: datetime) -> bool:
    """Approve or refuse an open request. Returns False where somebody has decided it already."""
    still = (bindings.c.id == row) & (bindings.c.state == ASKED)
    decided = update(bindings).where(still).values(state=state, decided_by=by, decided_at=now)
    return connection.execute(decided).rowcount == 1


def asked_since(connection: Connection, platform: str, account: str, since: datetime) -> int:
    """Count an account's requests after a moment."""
    here = (bindings.c.platform == platform) & (bindings.c.account == account) & (bindings.c.asked_at > since)
    return int(connection.scalar(select(func.count()).where(here)) or 0)
