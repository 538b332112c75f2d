"""Deeds: what somebody did that told others or changed a state, and may take back within ten minutes.

A deed keeps what is needed to set right what it changed. Taking it back is a happening of its own: no row of what was
done is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, String, Table, insert, or_, select, update

from bot.store.database import RowId, UtcTime, metadata

LIFE = timedelta(minutes=10)

deeds = Table(
    "deeds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("account", String(150), nullable=False),
    Column("person_id", RowId),
    Column("chat", String(128)),
    Column("kind", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("source", String(40), nullable=False),
    Column("data", JSON, nullable=False),
    Column("done_at", UtcTime, nullable=False),
    Column("taken_back_at", UtcTime),
    Index("ix_deeds_account_done_at", "account", "done_at"),
)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done. account: platform/account of who did it; chat: the group he said it in. Times are office times.

    source: the turn it was done in; everything told in that turn is told again when it is taken back.
    """

    id: int
    account: str
    person_id: int | None
    chat: str | None
    kind: str
    subject: str
    source: str
    data: dict[str, Any]
    done_at: datetime


_FIELDS = [deeds.c[name] for name in Deed.__slots__]


def note(connection: Connection, deed: Deed) -> None:
    """Keep a deed (its `id` is ignored)."""
    row = {name: getattr(deed, name) for name in Deed.__slots__ if name != "id"}
    connection.execute(insert(deeds).values(**row))


def last_of(connection: Connection, account: str, person_id: int | None, since: datetime) -> list[Deed]:
    """Return what somebody did in the last turn of his that can still be taken back, the last deed first."""
    his = deeds.c.account == account
    if person_id is not None:
        his = or_(his, deeds.c.person_id == person_id)
    open_ones = select(*_FIELDS).where(his, deeds.c.done_at >= since, deeds.c.taken_back_at.is_(None))
    found = [Deed(*row) for row in connection.execute(open_ones.order_by(deeds.c.id.desc()))]
    return [one for one in found if one.source == found[0].source]


def taken_back(connection: Connection, deed: Deed, at: datetime) -> bool:
    """Mark a deed as taken back. Returns False where it was before."""
    his = (deeds.c.id == deed.id) & deeds.c.taken_back_at.is_(None)
    return (
        connection.execute(update(deeds).where(his).values(taken_back_at=at).returning(deeds.c.id)).first() is not None
    )
