"""Lanes (route and recipient): whether a call is under way, and what was sent lately, by machine time.

These rows are the memory behind the budgets and behind telling repeats apart. A row is dated when its call was formed,
and once the platform has taken it, when that was; it lives an hour, however long the history grows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Index, LargeBinary, String, Table, bindparam, delete, insert, select, update

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


_note = insert(spent)
_busy = select(pushes.c.lane).where(pushes.c.state == CALLED, pushes.c.lane.in_(bindparam("lanes", expanding=True)))
_sent = select(spent.c.lane, spent.c.at, spent.c.said).where(
    spent.c.lane.in_(bindparam("lanes", expanding=True)), spent.c.at > bindparam("since")
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
    return set(connection.scalars(_busy, {"lanes": list(lanes)}))


def recent(connection: Connection, lanes: Collection[str], now: datetime) -> dict[str, Recent]:
    """Return what each of some lanes was sent within the longest window."""
    found: dict[str, list[tuple[datetime, bytes]]] = {lane: [] for lane in lanes}
    for row in connection.execute(_sent, {"lanes": list(found), "since": now - LONGEST_WINDOW}) if found else ():
        found[row.lane].append((row.at, row.said))
    return {lane: Recent(sent) for lane, sent in found.items()}


def note(connection: Connection, formed: Iterable[tuple[int, Collection[str], str]], at: datetime) -> None:
    """Remember which calls were formed: their rows, their lanes, and the words."""
    rows = [
        {"lane": lane, "call_id": call_id, "said": _digest(said), "at": at}
        for call_id, lanes, said in formed
        for lane in lanes
    ]
    if rows:
        connection.execute(_note, rows)


def taken(connection: Connection, call_ids: Collection[int], at: datetime) -> None:
    """Date what calls carried by when the platform took it: budget and repeats are counted from there."""
    connection.execute(update(spent).where(spent.c.call_id.in_(call_ids)).values(at=at))


def forget(connection: Connection, now: datetime) -> None:
    """Erase what no window reaches any more."""
    connection.execute(delete(spent).where(spent.c.at <= now - LONGEST_WINDOW))


def _digest(said: str) -> bytes:
    return hashlib.sha256(said.encode()).digest()
