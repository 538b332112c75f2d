"""Where the calendar stands: days the office or the country arranged otherwise, the periods of 校历, and a stamp.

The stamp changes with every change, so that the value is built anew only then: `calendar_of` costs one small query.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, Connection, Date, Index, Integer, String, Table, select

from bot.store import timers
from bot.store.database import RowId, insert_or_update, metadata
from scheduler.calendar.value import Calendar, Day, Period

COUNTRY, SCHOOL = "国家通知", "学校通知"
LOOKED_AT_AGAIN = "series.calendar"  # the timer that is due when the calendar has changed
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
KEPT = 8  # calendars kept built; there is one but in tests

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("day", Date, nullable=False, unique=True),
    Column("is_work", Boolean, nullable=False),
    Column("name", String(20), nullable=False, server_default=""),
    Column("source", String(10), nullable=False),
)
calendar_periods = Table(
    "calendar_periods",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Index("ix_calendar_periods_first", "first"),
)
calendar_stamps = Table(
    "calendar_stamps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("stamp", String(32), nullable=False),
)

_built: dict[str, Calendar] = {}


_stamp = select(calendar_stamps.c.stamp)


def calendar_of(connection: Connection) -> Calendar:
    """Return the office's calendar as it stands."""
    stamp = stamp_of(connection)
    built = _built.get(stamp)
    if built is None:
        built = _build(connection)
        for old in list(_built)[: 1 - KEPT]:
            _built.pop(old, None)
        _built[stamp] = built
    return built


def stamp_of(connection: Connection) -> str:
    """Return what changes with every change of the calendar; empty where the office entered nothing."""
    return connection.execute(_stamp).scalar() or ""


def changed(connection: Connection) -> None:
    """Note that the calendar is another one, in the transaction that changes it; what recurs is looked at again."""
    row = {"id": 1, "stamp": secrets.token_hex(16)}
    connection.execute(insert_or_update(connection, calendar_stamps, row, unique=("id",)))
    timers.set_timer(connection, LOOKED_AT_AGAIN, "", AT_ONCE)


def _build(connection: Connection) -> Calendar:
    rows = connection.execute(select(calendar_days)).all()
    days = {row.day: Day(row.is_work, row.name) for row in rows}
    settled = frozenset(row.day.year for row in rows if row.source == COUNTRY)
    periods = connection.execute(select(calendar_periods).order_by(calendar_periods.c.first)).all()
    return Calendar(days, tuple(Period(row.name, row.kind, row.first, row.last) for row in periods), settled)
