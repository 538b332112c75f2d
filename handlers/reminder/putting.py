"""Putting a reminder where it stands, with its timer or its series; and when it rings next."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.reminder import rows, talk, words
from handlers.reminder.desk import Desk
from handlers.reminder.rows import Reminder
from handlers.reminder.times import Ringing
from handlers.reminder.wish import Piece
from scheduler import series
from scheduler.calendar import Calendar
from scheduler.series.reasons import ASK
from scheduler.series.walk import Rule
from scheduler.when.recurrence import HOURLY, MINUTELY

EVENING = time(22)


def put_once(turn: Turn, owner_id: int, text: str, at: datetime, audience: dict[str, Any] | None = None) -> Reminder:
    """Write a reminder that rings once."""
    values = {"owner_id": owner_id, "text": text, "at": at, "set_at": turn.now, "audience": audience}
    one = rows.put(turn.connection, values)
    turn.later(talk.RING, one.subject, at)
    return one


def put_by_rule(
    desk: Desk,
    owner_id: int,
    piece: Piece,
    ringing: Ringing,
    holidays: str,
    audience: dict[str, Any] | None = None,
) -> Reminder:
    """Write a reminder that recurs, and begin its series."""
    rule, text = ringing.rule, piece["text"] or words.UNTITLED
    if rule is None:
        raise ValueError("a reminder that recurs has a rule")
    by_clock = rule.freq in (MINUTELY, HOURLY)
    said = piece["said"][:60]
    values = {"owner_id": owner_id, "text": text, "rule": rule.text, "said": said, "set_at": desk.turn.now}
    one = rows.put(desk.turn.connection, {**values, "audience": audience})
    series.begin(
        desk.turn,
        talk.KIND,
        one.subject,
        rule,
        organiser_id=owner_id,
        first=ringing.first,
        until=tonight(desk.now) if by_clock else None,
        holidays=holidays or ASK,
        data={"title": text, "reminder": one.id},
    )
    return one


def first_time(ringing: Ringing, holidays: str, desk: Desk) -> datetime | None:
    """Return when a rule rings first."""
    if ringing.rule is None:
        return ringing.at
    found = series.first_of(Rule(ringing.rule, holidays, first=ringing.first), desk.today.calendar, desk.now)
    return found.at if found else None


def next_of(one: Reminder, desk: Desk) -> datetime | None:
    """Return when a reminder rings next, as far as can be said."""
    return rings_next(desk.turn.connection, one, desk.today.calendar, desk.now)


def rings_next(connection: Connection, one: Reminder, calendar: Calendar, now: datetime) -> datetime | None:
    """Return when a reminder rings next by a calendar. now: in the office's zone."""
    if not one.rule:
        return one.at.astimezone(now.tzinfo) if one.at else None
    running = series.of_subject(connection, one.subject)
    if running is None:
        return None
    first = running.first.astimezone(now.tzinfo) if running.first else None
    found = series.first_of(Rule(running.rule, running.holidays, first=first), calendar, now)
    return found.at if found else None


def tonight(now: datetime) -> datetime:
    """Return when what rings by the clock ends."""
    evening = datetime.combine(now.date(), EVENING, tzinfo=now.tzinfo)
    return evening if evening > now else evening + timedelta(days=1)
