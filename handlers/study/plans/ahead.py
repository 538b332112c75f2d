"""A session of a plan is announced some workdays before it, so that a file of forty floods nobody.

Until then a change is told to nobody; once it is announced, whoever was told hears old and new, or that it is off.
"""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store.office_settings import value_of
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.study import studies
from handlers.study.plans import announced
from handlers.study.plans.settings import AHEAD
from handlers.study.studies import PLANNED, Study
from scheduler import notices
from scheduler.calendar import calendar_of
from scheduler.leads import moved

TIMER = "checkin.ahead"
MORNING = time(9)


def arm(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Set when a session is announced; one that is over, or has no day yet, never is."""
    if study.state != PLANNED or study.starts_at <= turn.now:
        turn.cancel(TIMER, study.subject, "nothing to announce")
        return
    turn.later(TIMER, study.subject, max(told_at(turn, study, zone), turn.now))


def told_at(turn: Turn, study: Study, zone: ZoneInfo) -> datetime:
    """Return when a session is announced."""
    return moved(told_on(turn, study.starts_at, zone), study.subject)


def told_on(turn: Turn, start: datetime, zone: ZoneInfo) -> datetime:
    """Return on which morning something that begins then is announced."""
    days = value_of(turn.connection, AHEAD)
    day = calendar_of(turn.connection).add_workdays(start.astimezone(zone).date(), -days)
    return datetime.combine(day, MORNING, tzinfo=zone)


def due(turn: Turn, timer: Timer, office: Office) -> None:
    """Announce a session whose day is near, once."""
    study = studies.named(turn.connection, timer.subject)
    if study is None or study.state != PLANNED or study.starts_at <= turn.now or is_announced(turn, study):
        return
    announced.announce(turn, study, ZoneInfo(office.zone))
    turn.record("checkin.announced", study.subject, plan=study.plan_id)


def changed(turn: Turn, before: Study, after: Study, zone: ZoneInfo) -> None:
    """Tell what of a session is otherwise to who was told of it, else set anew when it is announced."""
    notice = notices.of_subject(turn.connection, after.subject)
    if notice is None or not notice.is_open:
        arm(turn, after, zone)
    elif after.state != PLANNED:
        called_off(turn, before, zone)
    else:
        announced.changed(turn, notice, before, after, zone)


def called_off(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Tell that a session is off to who was told of it; nobody was: nobody is."""
    turn.cancel(TIMER, study.subject, "called off")
    notice = notices.of_subject(turn.connection, study.subject)
    if notice is not None and notice.is_open:
        announced.called_off(turn, notice, study, zone)


def is_announced(turn: Turn, study: Study) -> bool:
    """Whether people were told of a session already."""
    notice = notices.of_subject(turn.connection, study.subject)
    return notice is not None and notice.is_open
