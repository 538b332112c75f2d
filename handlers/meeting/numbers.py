"""The number in the year 2026年第3次党政联席会.

The law: a number is given when a meeting takes place, in the order in which those of its kind take place, and begins
anew each year; a cancelled one never had any. Until then a notice carries the number it would get as things stand.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store import serials
from bot.store.office_settings import value_of
from handlers.meeting import meetings, settings
from handlers.meeting.meetings import Meeting

NUMBERED = "{year}年第{number}次{title}"


def give(connection: Connection, meeting: Meeting, zone: ZoneInfo) -> int:
    """Give a meeting that takes place its number."""
    return serials.next_serial(connection, series_of(meeting.kind, meeting.starts_at.astimezone(zone).year))


def expected(connection: Connection, meeting: Meeting, zone: ZoneInfo) -> int:
    """Return the number a meeting has, or would get as things stand."""
    if meeting.number is not None:
        return meeting.number
    year = meeting.starts_at.astimezone(zone).year
    held = serials.last_of(connection, series_of(meeting.kind, year))
    return held + meetings.waiting_before(connection, meeting, datetime(year, 1, 1, tzinfo=zone)) + 1


def named(connection: Connection, meeting: Meeting, zone: ZoneInfo) -> str:
    """Return what a meeting is called in a notice: with its number where its kind carries one."""
    if meeting.kind not in settings.numbered_kinds(value_of(connection, settings.NUMBERED)):
        return meeting.title
    year = meeting.starts_at.astimezone(zone).year
    return NUMBERED.format(year=year, number=expected(connection, meeting, zone), title=meeting.title)


def held_in(connection: Connection, kind: str, year: int) -> int:
    """Return how many of a kind took place in a year, those before the assistant was there included."""
    return serials.last_of(connection, series_of(kind, year))


def begin_from(connection: Connection, kind: str, year: int, count: int) -> None:
    """Say how many of a kind took place in a year before the assistant counted."""
    serials.go_on_from(connection, series_of(kind, year), count)


def series_of(kind: str, year: int) -> str:
    """Return the series of numbers of a kind in a year."""
    return f"会议{kind}{year}"
