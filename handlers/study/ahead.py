"""When people hear of a study that is in a plan: those who speak some workdays before those who attend.

So a file of forty floods nobody, and whoever is to speak has time to prepare.
"""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.study.settings import AHEAD, SPEAKERS_AHEAD
from handlers.study.studies import PLANNED, Study
from scheduler.calendar import calendar_of
from scheduler.leads import moved

TIMER, SPEAKERS = "checkin.ahead", "checkin.speakers"
MORNING = time(9)


def arm(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Set when a session is announced; one that is over, or has no day yet, never is."""
    for kind, setting in ((TIMER, AHEAD), (SPEAKERS, SPEAKERS_AHEAD)):
        if study.state != PLANNED or study.starts_at <= turn.now:
            turn.cancel(kind, study.subject, "nothing to announce")
            continue
        at = moved(told_on(turn, study.starts_at, zone, value_of(turn.connection, setting)), study.subject)
        turn.later(kind, study.subject, max(at, turn.now))


def told_on(turn: Turn, start: datetime, zone: ZoneInfo, days: int | None = None) -> datetime:
    """Return on which morning something that begins then is announced. days: workdays before; None: as is set."""
    days = value_of(turn.connection, AHEAD) if days is None else days
    day = calendar_of(turn.connection).add_workdays(start.astimezone(zone).date(), -days)
    return datetime.combine(day, MORNING, tzinfo=zone)


def disarm(turn: Turn, study: Study, reason: str) -> None:
    """Forget that a session is to be announced."""
    for kind in (TIMER, SPEAKERS):
        turn.cancel(kind, study.subject, reason)
