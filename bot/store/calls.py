"""Calls: one request to a platform each, with its exact bytes, leased while it is being made.

Only calls are leased, because only they work outside a transaction. A retry sends the same bytes to the same people.
The parts of one push are a chain: a part waits until the part before it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Executable,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from bot.store import lanes
from bot.store.database import RowId, UtcTime, metadata
from bot.store.pushes import Severity

WAIT, WORK, DONE, FAILED, UNKNOWN = "wait", "work", "done", "failed", "unknown"
LEASE = timedelta(seconds=90)
FARTHEST = timedelta(minutes=10)  # beyond any pause: a call that waits longer was put off before the clock was put back

calls = Table(
    "calls",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("route", String(80), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("after_id", RowId),
    Column("last", Integer, nullable=False, server_default="1"),
    Column("way_id", RowId),
    Column("severity", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcTime, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("state", String(7), nullable=False, server_default=WAIT),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", UtcTime),
    Column("code", Integer),
    Column("error", Text),
    Column("reference", String(200)),
    Column("settled_at", UtcTime),
    Index(
        "ix_calls_open",
        "severity",
        "id",
        sqlite_where=text("state IN ('wait', 'work')"),
        postgresql_where=text("state IN ('wait', 'work')"),
    ),
    Index("ix_calls_after_id", "after_id"),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One claimed call.

    last: whether its pushes are settled with it (the last part of a chain). way_id: what it spends.
    after_id: the part before it, which is done.
    """

    id: int
    route: str
    body: bytes
    attempts: int
    last: bool
    created_at: datetime
    way_id: int | None = None
    after_id: int | None = None


def ask(connection: Connection, source: str, request: bytes, *, at: datetime, way_id: int | None = None) -> None:
    """Store a call that asks a source for something and carries no push. `at`: machine time."""
    rank = 2 * int(Severity.URGENT) + 1  # somebody waits for what it tells
    values = {"route": source, "body": request, "severity": rank, "created_at": at, "not_before": at}
    connection.execute(insert(calls).values(**values, way_id=way_id))


def _claiming() -> Executable:
    before = calls.alias("before")
    turn = or_(
        calls.c.after_id.is_(None),
        select(before.c.id).where(before.c.id == calls.c.after_id, before.c.state == DONE).exists(),
    )
    its_time = or_(calls.c.not_before <= bindparam("now"), calls.c.not_before > bindparam("farthest"))
    first = (
        select(calls.c.id)
        .where(calls.c.state == WAIT, its_time, turn)
        .order_by(calls.c.severity.desc(), calls.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    told = ("id", "route", "body", "attempts", "last", "created_at", "way_id", "after_id", "severity")
    return (
        update(calls)
        .where(calls.c.id.in_(first))
        .values(state=WORK, lease_until=bindparam("until"), attempts=calls.c.attempts + 1)
        .returning(*(calls.c[name] for name in told))
    )


_claim = _claiming()
_abandoned = (
    select(calls)
    .where(
        calls.c.state == WORK,
        or_(calls.c.lease_until <= bindparam("now"), calls.c.lease_until > bindparam("longest")),
    )
    .with_for_update(skip_locked=True)
)
_any_open = select(calls.c.id).where(calls.c.state.in_((WAIT, WORK))).limit(1)


def claim(connection: Connection, now: datetime, most: int) -> list[Call]:
    """Lease calls whose turn it is, gravest first. `now`: machine time."""
    given = {"now": now, "farthest": now + FARTHEST, "most": most, "until": now + LEASE}
    rows = sorted(connection.execute(_claim, given).all(), key=lambda row: (-row.severity, row.id))
    return [_call(row) for row in rows]


def abandoned(connection: Connection, now: datetime) -> list[Call]:
    """Return calls whose maker died: their lease ran out (or can't be, by this clock), their fate is unknown."""
    return [_call(row) for row in connection.execute(_abandoned, {"now": now, "longest": now + LEASE})]


def let_go(connection: Connection, now: datetime) -> None:
    """End every lease: the store's only process has just started, so whoever held one is dead. `now`: machine time."""
    connection.execute(update(calls).where(calls.c.state == WORK).values(lease_until=now))


def settle(  # noqa: PLR0913 — the columns of a fate
    connection: Connection, call: Call, state: str, at: datetime, *, code: int = 0, error: str = "", reference: str = ""
) -> bool:
    """End a call this process holds. Returns False when it was taken over meanwhile."""
    changed = connection.execute(
        update(calls)
        .where(calls.c.id == call.id, calls.c.state == WORK, calls.c.attempts == call.attempts)
        .values(
            state=state,
            settled_at=at,
            lease_until=None,
            code=code or None,
            error=error or None,
            reference=reference or None,
        )
    )
    if state == DONE and changed.rowcount == 1:
        lanes.taken(connection, [call.id], at)
    return changed.rowcount == 1


def retry(connection: Connection, call: Call, not_before: datetime, *, code: int = 0, error: str = "") -> bool:
    """Put a call back, unchanged, to be made again not before machine time `not_before`. False: it was taken over."""
    changed = connection.execute(
        update(calls)
        .where(calls.c.id == call.id, calls.c.state == WORK, calls.c.attempts == call.attempts)
        .values(state=WAIT, lease_until=None, not_before=not_before, code=code or None, error=error or None)
    )
    return changed.rowcount == 1


def hold_route(connection: Connection, route: str, until: datetime) -> None:
    """Let no call of a route out before machine time `until`."""
    connection.execute(
        update(calls)
        .where(calls.c.route == route, calls.c.state == WAIT, calls.c.not_before < until)
        .values(not_before=until)
    )


def chain(connection: Connection, call: Call) -> list[int]:
    """Return the waiting calls that come after a call in its chain, nearest first."""
    following: list[int] = []
    current: int | None = call.id
    while current is not None:
        current = connection.scalar(select(calls.c.id).where(calls.c.after_id == current, calls.c.state == WAIT))
        if current is not None:
            following.append(current)
    return following


def give_up_chain(connection: Connection, call: Call, at: datetime, error: str) -> int:
    """Fail the parts that would have followed a failed one. Returns the call that carried the pushes."""
    rest = chain(connection, call)
    if rest:
        connection.execute(update(calls).where(calls.c.id.in_(rest)).values(state=FAILED, settled_at=at, error=error))
    return rest[-1] if rest else call.id


def any_open(connection: Connection) -> bool:
    """Say whether any call still has to be made or settled."""
    return connection.execute(_any_open).first() is not None


def next_moment(connection: Connection) -> datetime | None:
    """Return the machine time at which the next waiting call may be made."""
    found: datetime | None = connection.scalar(select(func.min(calls.c.not_before)).where(calls.c.state == WAIT))
    return found


def _call(row: Any) -> Call:
    return Call(row.id, row.route, row.body, row.attempts, bool(row.last), row.created_at, row.way_id, row.after_id)
