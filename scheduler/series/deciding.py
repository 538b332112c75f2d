"""What an organiser decides of all he was asked of a series: 照开, 顺延, 停一次; 补发, 跳过 of what was missed."""

from __future__ import annotations

from datetime import datetime

from bot.turn import Turn
from scheduler.calendar import Calendar
from scheduler.series import asking, late, rows, words
from scheduler.series.course import held_one, in_zone, wake
from scheduler.series.due import settle_as
from scheduler.series.occurrence import ASKED, PLANNED, SKIPPED, Occurrence
from scheduler.series.reasons import DECIDED, LATE
from scheduler.series.value import Series


def decide_all(turn: Turn, series: Series, way: str, calendar: Calendar, now: datetime) -> str:
    """Settle every time of a series that is asked about. Returns what is told of it; empty where that way means none.

    now: in the office's zone.
    """
    held = held_one(turn, series.subject)
    if held is None:
        return ""
    about_late = way in (late.SEND, late.PASS)
    asked = [in_zone(one, now) for one in rows.open_ones(turn.connection, held.id) if one.state == ASKED]
    meant = [one for one in asked if (one.reason == LATE) is about_late]
    told = [
        _late(turn, held, one, way) if about_late else settle_as(turn, held, one, way, calendar, now) for one in meant
    ]
    if told:
        turn.withdraw(held.mark, "decided")
        wake(turn, held)
    return "\n".join(told)


def _late(turn: Turn, series: Series, one: Occurrence, way: str) -> str:
    title = asking.title_of(series)
    if way == late.SEND:
        rows.set_to(turn.connection, one.id, state=PLANNED, decided=late.SEND, decide_by=None)
        return words.WILL_SEND.format(title=title)
    rows.settle(turn.connection, one.id, SKIPPED, DECIDED, turn.now)
    return words.PASSED.format(title=title, when=asking.moment(one.at))
