"""A meeting in words: its notice, its line in a list."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store import people
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.meeting import numbers, settings, words
from handlers.meeting.meetings import Meeting
from scheduler.calendar import calendar_of
from scheduler.gathering.calendar_file import Entry
from scheduler.gathering.leads import leads_of
from scheduler.leads import dated, spoken


def when(connection: Connection, moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Say when: 11月24日（周二）10:00, with what is unusual about the day."""
    return spoken(moment, now, zone, calendar_of(connection))


def head(connection: Connection, meeting: Meeting, zone: ZoneInfo, now: datetime) -> str:
    """Write the first line of a notice that leaves now."""
    title = numbers.named(connection, meeting, zone)
    return words.HEAD.format(when=dated(meeting.starts_at, zone, now), title=title)


def body(meeting: Meeting, who: str, zone: ZoneInfo) -> str:
    """Write the rest of a notice. who: the organiser as he is called."""
    lines = [
        words.PLACE.format(place=meeting.place) if meeting.place else "",
        *agenda_lines(meeting.agenda),
        words.NOTE.format(note=meeting.note) if meeting.note else "",
        collected(meeting, zone),
        words.HOST.format(who=who) if who else "",
    ]
    return "\n".join(line for line in lines if line)


def agenda_lines(agenda: tuple[str, ...]) -> list[str]:
    """Write an agenda, one item a line."""
    items = [words.ITEM.format(number=number, text=text) for number, text in enumerate(agenda, start=1)]
    return [words.AGENDA, *items] if items else []


def collected(meeting: Meeting, zone: ZoneInfo) -> str:
    """Say what is handed in before a meeting."""
    if not meeting.collects:
        return ""
    if meeting.collect_by is None:
        return words.COLLECTS_SOON.format(what=meeting.collects)
    return words.COLLECTS.format(what=meeting.collects, by=dated(meeting.collect_by, zone))


def leads(connection: Connection) -> tuple[timedelta, ...]:
    """Return how long before a meeting those who come are reminded."""
    return leads_of(value_of(connection, settings.LEADS))


def entry(meeting: Meeting, who: str, now: datetime, text: str = "") -> Entry:
    """Return what a calendar enters."""
    return Entry(
        uid=meeting.uid,
        sequence=meeting.version,
        stamp=now,
        starts_at=meeting.starts_at,
        ends_at=meeting.over_at,
        title=meeting.title,
        place=meeting.place,
        text=text or "\n".join([*agenda_lines(meeting.agenda), words.CALENDAR_TEXT.format(who=who)]),
        alarms_min=(60,),
    )


def organiser(turn: Turn, meeting: Meeting) -> str:
    """Return how the organiser is called; empty where he has left."""
    found = people.person(turn.connection, meeting.organiser_id, turn.now)
    return found.called if found else ""
