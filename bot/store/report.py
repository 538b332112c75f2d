"""How the store stands, in the operator's terms: queues, doors, what was set aside. No content of any message."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.store import attachments, inbox, pushes
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
            _line("pictures and files", attachments.counts(connection)),
            _line("timers", _counts(connection, timers.c.state)),
            *_aside(connection, zone),
            f"as of {_local(now, zone)}",
        ]


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
