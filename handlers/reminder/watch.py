"""What is looked at every morning: whether next year's holidays are known, 节前三件事, series nobody awaits.

Nothing is said twice: of a year's missing notice a journal entry remembers, of a holiday the notice that was sent.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rights import Role
from bot.settings import Office
from bot.store import journal, people, timers
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.reminder import eves, words
from handlers.reminder.settings import EVES_ARE_ON
from scheduler import series
from scheduler.calendar import calendar_of

WATCH = "reminder.watch"
EVERY_MORNING = time(8, 47)
ASKED_FROM = (11, 15)  # the State Council's notice comes in November
UNSETTLED = "calendar.unsettled"


def arm(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Have the first morning looked at, unless one is awaited."""
    if not timers.waiting_subjects(connection, WATCH, [""]):
        timers.set_timer(connection, WATCH, "", next_morning(now.astimezone(zone)))


def look(turn: Turn, timer: Timer, office: Office) -> None:
    """Look at everything, and await the next morning."""
    del timer
    now = turn.now.astimezone(ZoneInfo(office.zone))
    turn.later(WATCH, "", next_morning(now))
    _unsettled(turn, now.date())
    if value_of(turn.connection, EVES_ARE_ON):
        eves.remind(turn, now)
    series.watch(turn)


def next_morning(local: datetime) -> datetime:
    """Return the next morning at which everything is looked at."""
    today = datetime.combine(local.date(), EVERY_MORNING, tzinfo=local.tzinfo)
    return today if today > local else today + timedelta(days=1)


def _unsettled(turn: Turn, today: date) -> None:
    """Tell who keeps the office's tables, once a year, that next year's holidays are not known yet."""
    year = today.year + (1 if (today.month, today.day) >= ASKED_FROM else 0)
    calendar, subject = calendar_of(turn.connection), f"calendar:{year}"
    if calendar.is_known(date(year, 1, 1)) or not calendar.is_workday(today):
        return
    if journal.entries(turn.connection, kinds=(UNSETTLED,), subject=subject, newest=1):
        return
    keepers = people.people_with(turn.connection, Role.ORGANISER, turn.now)
    keepers += people.people_with(turn.connection, Role.ADMIN, turn.now)
    for person_id in dict.fromkeys(one.id for one in keepers):
        text = words.UNSETTLED.format(year=year)
        turn.push(Recipient(person_id=person_id), text, audience="organiser", subject=subject)
    turn.record("calendar.unsettled", subject, year=year)
