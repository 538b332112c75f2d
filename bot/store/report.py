"""How the store stands, in the operator's terms: queues, doors, what was set aside. No content of any message."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.store import inbox, pushes
from bot.store.calls import calls
from bot.store.database import Database
from bot.store.timers import timers

ASIDE_SHOWN = 10


def store_report(database: Database, now: datetime, zone: ZoneInfo) -> list[str]:
    """Say it in lines."""
    with database.read() as connection:
        return [
            _line("messages", inbox.counts(connection)),
            _line("pushes", pushes.counts(connection)),
            _line("calls", _counts(connection, calls.c.state)),
            _line("timers", _counts(connection, timers.c.state)),
            *_doors(connection, zone),
            *_routes(connection, zone),
            *_aside(connection, zone),
            f"as of {_local(now, zone)}",
        ]


def _doors(connection: Connection, zone: ZoneInfo) -> list[str]:
    last = select(inbox.inbox.c.door, func.max(inbox.inbox.c.received_at)).group_by(inbox.inbox.c.door)
    return [f"door {door}: last message {_local(at, zone)}" for door, at in connection.execute(last)]


def _routes(connection: Connection, zone: ZoneInfo) -> list[str]:
    names = connection.scalars(select(calls.c.route).distinct()).all()
    found = []
    for name in sorted(names):
        newest = connection.execute(
            select(calls.c.settled_at, calls.c.state, calls.c.code, calls.c.error)
            .where(calls.c.route == name, calls.c.settled_at.is_not(None))
            .order_by(calls.c.id.desc())
            .limit(1)
        ).first()
        if newest:
            error = f", code {newest.code}: {newest.error}" if newest.error else ""
            found.append(f"route {name}: last call {_local(newest.settled_at, zone)} {newest.state}{error}")
    return found


def _aside(connection: Connection, zone: ZoneInfo) -> list[str]:
    rows = connection.execute(
        select(inbox.inbox.c.id, inbox.inbox.c.door, inbox.inbox.c.kind, inbox.inbox.c.received_at, inbox.inbox.c.error)
        .where(inbox.inbox.c.state == inbox.ASIDE)
        .order_by(inbox.inbox.c.id.desc())
        .limit(ASIDE_SHOWN)
    )
    return [
        f"set aside: message {row.id} ({row.kind} by {row.door}, {_local(row.received_at, zone)}): {row.error}"
        for row in rows
    ]


def _counts(connection: Connection, state: object) -> dict[str, int]:
    rows = connection.execute(select(state, func.count()).group_by(state))  # type: ignore[call-overload]
    return {row[0]: row[1] for row in rows}


def _line(what: str, counted: dict[str, int]) -> str:
    shown = ", ".join(f"{number} {state}" for state, number in sorted(counted.items()))
    return f"{what}: {shown or 'none'}"


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"
