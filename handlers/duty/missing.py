"""Gaps of the coming week, told on workdays to those who keep the roster; nothing missing, nothing said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rights import Role
from bot.settings import Office
from bot.store import people, shifts
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.settings import ALL_DAY, COVERED, GAPS_AT, WORK_FROM, WORK_UNTIL
from handlers.duty.written import Writer

GAPS = "duty.gaps"
A_WEEK = timedelta(days=7)
FRIDAY = 4
MOST = 4
LATE = timedelta(hours=8)  # what stood still longer waits for the next workday
SLIGHT = timedelta(minutes=1)

Gap = tuple[str, datetime, datetime]


def arm(turn: Turn, zone: ZoneInfo) -> None:
    """Have the gaps looked at on the next workday; again and again gives the same moment."""
    turn.later(GAPS, "", _next_workday(turn.now.astimezone(zone), value_of(turn.connection, GAPS_AT)))


def tell(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell the organisers, where there are none the admins, what is missing in the next seven days."""
    zone = ZoneInfo(office.zone)
    arm(turn, zone)
    found = list(_needed(turn, zone)) if turn.now - timer.due_at <= LATE else []
    if not found:
        return
    writer = Writer(turn.connection, turn.now, zone)
    lines = [
        talk.GAP.format(campus=campus or talk.ALL_CAMPUSES, start=writer.moment(start), end=writer.moment(end))
        for campus, start, end in found[:MOST]
    ]
    more = [talk.MORE_GAPS.format(count=len(found) - MOST)] if len(found) > MOST else []
    text = "\n".join([talk.GAPS.format(count=len(found)), *lines, *more])
    turn.withdraw(GAPS, "told anew")
    for person in _keepers(turn):
        turn.push(Recipient(person_id=person), text, audience="organiser", subject=GAPS)
    turn.record("duty.gaps_told", GAPS, count=len(found))


def _keepers(turn: Turn) -> list[int]:
    for role in (Role.ORGANISER, Role.ADMIN):
        if found := people.people_with(turn.connection, role, turn.now):
            return [one.id for one in found]
    return []


def _needed(turn: Turn, zone: ZoneInfo) -> Iterator[Gap]:
    """Return the gaps in the time that needs somebody on duty."""
    found = shifts.gaps(turn.connection, turn.now, turn.now + A_WEEK)
    if value_of(turn.connection, COVERED) == ALL_DAY:
        yield from found
        return
    hours = value_of(turn.connection, WORK_FROM), value_of(turn.connection, WORK_UNTIL)
    for campus, start, end in found:
        for since, until in _out_of_hours(start.astimezone(zone), end.astimezone(zone), *hours):
            yield campus, since, until


def _out_of_hours(start: datetime, end: datetime, opens: time, closes: time) -> Iterator[tuple[datetime, datetime]]:
    """Cut the working hours of Monday to Friday out of a span."""
    reached, day = start, start.date()
    while reached < end:
        opening = datetime.combine(day, opens, tzinfo=start.tzinfo)
        if day.weekday() <= FRIDAY and opening < end:
            if opening - reached >= SLIGHT:
                yield reached, opening
            reached = max(reached, datetime.combine(day, closes, tzinfo=start.tzinfo))
        elif opening >= end or day > end.date():
            break
        day += timedelta(days=1)
    if end - reached >= SLIGHT:
        yield reached, end


def _next_workday(local: datetime, at: time) -> datetime:
    day = local.date()
    while True:
        moment = datetime.combine(day, at, tzinfo=local.tzinfo)
        if moment > local and day.weekday() <= FRIDAY:
            return moment
        day += timedelta(days=1)
