"""How every configured door and way out stands: what was heard and answered last, what failed, what may still be said.

In the operator's terms; no content of any message, and nothing of what a platform lends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.connecting import Connected
from bot.platforms.protocol import Door, Route
from bot.store.calls import calls
from bot.store.database import Database
from bot.store.inbox import inbox
from bot.store.lanes import spent
from bot.store.pushes import DELIVERED, pushes
from bot.store.ways import ways

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NEVER = "never"


def standing(database: Database, connected: Connected, now: datetime, zone: ZoneInfo) -> list[str]:
    """Say it in lines: two for each door, one for each way out. now: machine time."""
    with database.read() as connection:
        lines = [line for door in connected.doors for line in _door(connection, door, zone)]
        lines += [_source(connection, source.name, zone) for source in connected.sources]
        return lines + [_route(connection, route, now, zone) for route in (*connected.routes, *connected.hooks)]


def _door(connection: Connection, door: Door, zone: ZoneInfo) -> Iterator[str]:
    heard = connection.scalar(select(func.max(inbox.c.received_at)).where(inbox.c.door == door.name))
    answered = connection.execute(
        select(pushes.c.settled_at, pushes.c.route)
        .join(inbox, inbox.c.id == pushes.c.answers)
        .where(inbox.c.door == door.name, pushes.c.state == DELIVERED)
        .order_by(pushes.c.id.desc())
        .limit(1)
    ).first()
    lent = connection.scalar(select(func.count()).where(ways.c.door == door.name, ways.c.uses_left > 0)) or 0
    last = f"{_local(answered.settled_at, zone)} by {answered.route}" if answered else NEVER
    yield f"door {door.name}: last message {_local(heard, zone)}, last answer {last}"
    if failed := _failure(connection, [door.name, f"{door.name}/%"], zone):
        yield f"door {door.name}: last error {failed}"
    if lent:
        yield f"door {door.name}: {lent} reply addresses and keys at hand"


def _source(connection: Connection, name: str, zone: ZoneInfo) -> str:
    failed = _failure(connection, [name], zone)
    return f"source {name}: last call {_last_call(connection, name, zone)}" + (
        f"; last error {failed}" if failed else ""
    )


def _route(connection: Connection, route: Route, now: datetime, zone: ZoneInfo) -> str:
    return (
        f"route {route.name}: last call {_last_call(connection, route.name, zone)}; {_budget(connection, route, now)}"
    )


def _last_call(connection: Connection, name: str, zone: ZoneInfo) -> str:
    newest = connection.execute(
        select(calls.c.settled_at, calls.c.state, calls.c.code, calls.c.error)
        .where(calls.c.route == name, calls.c.settled_at.is_not(None))
        .order_by(calls.c.id.desc())
        .limit(1)
    ).first()
    if newest is None:
        return NEVER
    error = f", code {newest.code}: {newest.error}" if newest.error else ""
    return f"{_local(newest.settled_at, zone)} {newest.state}{error}"


def _failure(connection: Connection, names: Sequence[str], zone: ZoneInfo) -> str:
    """Return the newest error of some routes or sources, also one that is being tried again."""
    whose = calls.c.route == names[0]
    for name in names[1:]:
        whose |= calls.c.route.like(name)
    newest = connection.execute(
        select(calls.c.created_at, calls.c.route, calls.c.code, calls.c.error)
        .where(whose, calls.c.error.is_not(None))
        .order_by(calls.c.id.desc())
        .limit(1)
    ).first()
    if newest is None:
        return ""
    return f"{_local(newest.created_at, zone)} {newest.route}, code {newest.code or 0}: {newest.error}"


def _budget(connection: Connection, route: Route, now: datetime) -> str:
    """Say what the recipient who was told most may still be told."""
    limits = ((route.limits.per_minute, MINUTE, "a minute"), (route.limits.per_hour, HOUR, "an hour"))
    said = [
        f"{most - _most_told(connection, route.name, now - window)} of {most} {unit}"
        for most, window, unit in limits
        if most is not None
    ]
    return f"budget left {', '.join(said)}" if said else "no budget"


def _most_told(connection: Connection, route: str, since: datetime) -> int:
    lanes = connection.scalars(select(spent.c.lane).where(spent.c.at > since, spent.c.lane.like(f"{route}|%")))
    return max(Counter(lanes).values(), default=0)


def _local(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" if moment else NEVER
