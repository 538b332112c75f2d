"""Lanes (route and recipient): whether a call is under way, and what was sent lately, by machine time.

These rows are the memory behind the budgets and behind telling repeats apart. A row is dated when its call was formed,
and once the platform has taken it, when that was; it lives an hour, however long the history grows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Index, LargeBinary, String, Table, delete, insert, select, update

from bot.store.database import RowId, UtcTime, metadata
from bot.store.pushes import CALLED, pushes

LONGEST_WINDOW = timedelta(hours=1)

spent = Table(
    "spent",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("lane", String(220), nullable=False),
    Column("call_id", RowId, nullable=False),
    Column("said", LargeBinary(32), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_spent_lane_at", "lane", "at"),
    Index("ix_spent_call_id", "call_id"),
    Index("ix_spent_at", "at"),
)


@dataclass(frozen=True, slots=True)
class Recent:
    """What one lane was sent within the longest window: when, and the digest of the words."""

    sent: Sequence[tuple[datetime, bytes]] = field(default=())

    def count(self, since: datetime) -> int:
        """Count what was sent after a moment."""
        return sum(at > since for at, _ in self.sent)

    def was_told(self, said: str, since: datetime) -> bool:
        """Say whether exactly these words were sent after a moment."""
        digest = _digest(said)
        return any(at > since and known == digest for at, known in self.sent)


def busy(connection: Connection, lanes: Collection[str]) -> set[str]:
    """Return those of `lanes` that have a call under way."""
    statement = select(pushes.c.lane).where(pushes.c.state == CALLED, pushes.c.lane.in_(lanes))
    return set(connection.scalars(statement))


def recent(connection: Connection, lane: str, now: datetime) -> Recent:
    """Return what a lane was sent within the longest window."""
    statement = select(spent.c.at, spent.c.said).where(spent.c.lane == lane, spent.c.at > now - LONGEST_WINDOW)
    return Recent([(row.at, row.said) for row in connection.execute(statement)])


def note(connection: Connection, call_id: int, lanes: Collection[str], said: str, at: datetime) -> None:
    """Remember that a call with these words was formed for some lanes."""
    digest = _digest(said)
    connection.execute(insert(spent), [{"lane": one, "call_id": call_id, "said": digest, "at": at} for one in lanes])


def taken(connection: Connection, call_ids: Collection[int], at: datetime) -> None:
    """Date what calls carried by when the platform took it: budget and repeats are counted from there."""
    connection.execute(update(spent).where(spent.c.call_id.in_(call_ids)).values(at=at))


def forget(connection: Connection, now: datetime) -> None:
    """Erase what no window reaches any more."""
    connection.execute(delete(spent).where(spent.c.at <= now - LONGEST_WINDOW))


def _digest(said: str) -> bytes:
    return hashlib.sha256(said.encode()).digest()
