"""What time brings to a series: occurrences are created, asked about, run or found too late; then the next is awaited.

One timer a series, in one transaction with everything it does: a kill leaves either all of it or nothing. Whatever the
clock did, an occurrence is created by its planned moment, once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.registry import Due
from bot.settings import Office
from bot.store import timers
from bot.store.office_settings import value_of
from bot.store.timers import Timer
from bot.turn import Turn
from scheduler.calendar import Calendar, calendar_of
from scheduler.calendar.rows import LOOKED_AT_AGAIN as CALENDAR
from scheduler.calendar.rows import stamp_of
from scheduler.series import asking, late, rows, words
from scheduler.series.course import NEXT, in_zone, rule_of, settle_one, where_shifted
from scheduler.series.occurrence import ASKED, CANCELLED, DONE, SKIPPED, Occurrence
from scheduler.series.reasons import HOLIDAY, KEEP, LATE, RECALCULATED, SKIP
from scheduler.series.value import ENDED, RUNNING, Series
from scheduler.series.walk import Occasion, ahead_of, is_in_the_way, shifted, to_create
from scheduler.when.frame import shown

Plan = Callable[[Turn, Series, Occurrence], None]
#: Whose (person, now) → when and of what he was not told; it notes that he is told.
Missed = Callable[[Connection, int, datetime], Sequence[tuple[datetime, str]]]

MISSED = "series.missed"
DUES = (NEXT, MISSED, CALENDAR)
SOON = timedelta(minutes=1)
MOST_LOOKED_AT = 500
DECIDED_WITHIN = timedelta(hours=24)


def no_more(connection: Connection, person_id: int, now: datetime) -> Sequence[tuple[datetime, str]]:
    """Return that nothing else was missed."""
    del connection, person_id, now
    return ()


def dues(office: Office, plans: Mapping[str, Plan], missed: Missed = no_more) -> Mapping[str, Due]:
    """Return the due functions of series. plans: what an occurrence brings about, by the kind of its series.

    missed: what else somebody missed, so that he is told in the same line.
    """
    zone = ZoneInfo(office.zone)
    return {
        NEXT: Due(partial(advance, zone=zone, plans=plans)),
        MISSED: Due(partial(tell_missed, zone=zone, more=missed)),
        CALENDAR: Due(look_again),
    }


def advance(turn: Turn, timer: Timer, zone: ZoneInfo, plans: Mapping[str, Plan]) -> None:
    """Do everything that is due of a series, and await what comes next."""
    series = rows.find(turn.connection, int(timer.subject.partition(":")[2]))
    if series is None or series.state != RUNNING:
        return
    now, calendar = turn.now.astimezone(zone), calendar_of(turn.connection)
    series = _recalculated(turn, series, now, calendar)
    created, next_at = to_create(rule_of(series, now), calendar, series.reached.astimezone(zone), now)
    asked = _create(turn, series, created)
    day = _Day(now, calendar, plans, asked)
    for one in [in_zone(one, now) for one in rows.open_ones(turn.connection, series.id)]:
        _take_up(turn, series, one, day)
    if day.told:
        turn.withdraw(series.mark, "decided")
        asking.tell(turn, series, words.BY_DEFAULT.format(told="\n".join(day.told)))
    _ask(turn, series, asked, now, calendar)
    _await(turn, series, next_at, day)


def watch(turn: Turn) -> None:
    """Have every series looked at again, a few hundred at a time: a timer of one may have been set aside."""
    turn.later(CALENDAR, "", turn.now)


def look_again(turn: Turn, timer: Timer) -> None:
    """Let the series that the calendar moves, and those nobody awaits, run once more."""
    found = rows.running_after(turn.connection, int(timer.data.get("after", 0)), MOST_LOOKED_AT)
    awaited = timers.waiting_subjects(turn.connection, NEXT, [one.mark for one in found])
    for one in found:
        if one.asks_calendar or one.mark not in awaited:
            turn.later(NEXT, one.mark, turn.now)
    if len(found) == MOST_LOOKED_AT:
        turn.later(CALENDAR, "", turn.now, data={"after": found[-1].id})


def tell_missed(turn: Turn, timer: Timer, zone: ZoneInfo, more: Missed) -> None:
    """Tell one organiser of everything that was skipped because it was too late."""
    person_id = int(timer.subject.partition(":")[2])
    mine = rows.missed_of(turn.connection, person_id)
    for number, _, _ in mine:
        rows.set_to(turn.connection, number, told_at=turn.now)
    missed = [(at, asking.title_of(series)) for _, at, series in mine]
    missed = sorted([*missed, *more(turn.connection, person_id, turn.now)])
    if missed:
        asking.tell_missed(turn, person_id, [(at.astimezone(zone), title) for at, title in missed])
        turn.record("series.missed", timer.subject, count=len(missed))


@dataclass(frozen=True, slots=True)
class _Day:
    """What one turn of a series knows. fresh: what it has just created to be asked about; told: what it decided."""

    now: datetime
    calendar: Calendar
    plans: Mapping[str, Plan]
    fresh: Sequence[datetime]
    told: list[str] = field(default_factory=list)


def _recalculated(turn: Turn, series: Series, now: datetime, calendar: Calendar) -> Series:
    """Let go of what was planned by another calendar and nobody has decided; it is created anew."""
    stamp = stamp_of(turn.connection) if series.asks_calendar else ""
    if series.calendar == stamp:
        return series
    gone = []
    for one in [in_zone(each, now) for each in rows.open_ones(turn.connection, series.id)]:
        still_asked = one.state == ASKED and is_in_the_way(series.rule, one.planned_at.date(), calendar)
        if one.planned_at <= now or one.decided or still_asked:
            continue
        rows.settle(turn.connection, one.id, CANCELLED, RECALCULATED, turn.now)
        gone += [one] if one.state == ASKED else []
    if gone and turn.withdraw(series.mark, "the calendar has changed") == 0:
        days = "、".join(asking.moment(one.planned_at) for one in gone)
        asking.tell(turn, series, words.NO_LONGER.format(title=asking.title_of(series), days=days))
    reached = min(series.reached, turn.now)
    rows.change(turn.connection, series.id, calendar=stamp, reached=reached)
    return replace(series, calendar=stamp, reached=reached)


def _create(turn: Turn, series: Series, created: Sequence[Occasion]) -> list[datetime]:
    """Create occurrences. Returns which of them are to be asked about."""
    asked = []
    for one in created:
        is_over = one.state == SKIPPED
        row = {
            "series_id": series.id,
            "planned_at": one.planned,
            "at": one.at,
            "state": one.state,
            "reason": one.reason,
            "decide_by": one.decide_by,
            "version": series.version,
            "settled_at": turn.now if is_over else None,
        }
        is_new = rows.raise_one(turn.connection, row)
        asked += [one.planned] if is_new and one.state == ASKED else []
    if created:
        rows.change(turn.connection, series.id, reached=created[-1].planned)
    return asked


def _take_up(turn: Turn, series: Series, one: Occurrence, day: _Day) -> None:
    if one.state == ASKED:
        by = _decide_by(series, one, day)
        if by <= day.now:
            _by_default(turn, series, one, day)
        elif by != one.decide_by:
            rows.set_to(turn.connection, one.id, decide_by=by)
    elif ahead_of(one.at, series.ahead, day.calendar) <= day.now:
        _run(turn, series, one, day)


def _decide_by(series: Series, one: Occurrence, day: _Day) -> datetime:
    """Return until when it is asked; who begins a series just before a holiday may still decide until it is sent."""
    by = one.decide_by or one.at
    is_fresh = one.planned_at in day.fresh and one.reason == HOLIDAY
    return max(by, ahead_of(one.at, series.ahead, day.calendar)) if is_fresh and by <= day.now else by


def _run(turn: Turn, series: Series, one: Occurrence, day: _Day) -> None:
    overdue = day.now - one.at
    how = late.SEND if overdue <= late.GRACE else late.what_becomes(turn.connection, series.kind, overdue)
    if one.decided == late.SEND:
        how = late.SEND
    if how == late.SEND:
        is_settled = not series.asks_calendar or day.calendar.is_known(one.at.date())
        rows.settle(turn.connection, one.id, DONE, one.reason, turn.now)
        turn.record("series.occurred", series.subject, planned=one.planned_at.isoformat(), row=one.id)
        ready = replace(one, state=DONE, is_late=overdue > late.GRACE, is_settled=is_settled)
        day.plans[series.kind](turn, series, ready)
    elif how == late.PASS:
        pass_over(turn, series, one)
    else:
        by = day.now + DECIDED_WITHIN
        rows.set_to(turn.connection, one.id, state=ASKED, reason=LATE, decide_by=by)
        asking.ask_about_late(turn, series, replace(one, decide_by=by))


def pass_over(turn: Turn, series: Series, one: Occurrence) -> None:
    """Leave out what is too late; its organiser is told, in one line with everything else that was."""
    rows.settle(turn.connection, one.id, SKIPPED, LATE, turn.now)
    turn.record("series.skipped", series.subject, planned=one.planned_at.isoformat())
    turn.later(MISSED, f"person:{series.organiser_id}", turn.now + SOON)


def _by_default(turn: Turn, series: Series, one: Occurrence, day: _Day) -> None:
    if one.reason == LATE:
        pass_over(turn, series, one)
        return
    default = value_of(turn.connection, late.UNANSWERED)
    day.told.append(settle_as(turn, series, one, default, day.calendar, day.now))


def settle_as(turn: Turn, series: Series, one: Occurrence, way: str, calendar: Calendar, now: datetime) -> str:
    """Settle a time on a day off (照开, 顺延 or 停一次). Returns what is told of it."""
    title, days = asking.title_of(series), asking.named(one.planned_at, calendar)
    if way == late.KEPT:
        settle_one(turn, series, one, KEEP)
        return words.KEPT.format(title=title, days=days)
    open_ones = [in_zone(other, now) for other in rows.open_ones(turn.connection, series.id)]
    to = where_shifted(rule_of(series, now), open_ones, one, calendar) if way == late.SHIFTED else None
    if to is None:
        settle_one(turn, series, one, SKIP)
        next_day = shown(shifted(one.planned_at, calendar).date())
        form = words.MET if way == late.SHIFTED else words.LEFT_OUT
        return form.format(title=title, days=days, next=next_day)
    settle_one(turn, series, one, "to", to)
    return words.SHIFTED.format(title=title, days=days, next=asking.moment(to))


def _ask(turn: Turn, series: Series, fresh: Sequence[datetime], now: datetime, calendar: Calendar) -> None:
    still = [in_zone(one, now) for one in rows.open_ones(turn.connection, series.id)] if fresh else []
    asked = [one for one in still if one.state == ASKED and one.planned_at in fresh]
    if asked:
        asking.ask_about_days_off(turn, series, asked, calendar)


def _await(turn: Turn, series: Series, next_at: datetime | None, day: _Day) -> None:
    moments = [next_at] if next_at else []
    for one in [in_zone(each, day.now) for each in rows.open_ones(turn.connection, series.id)]:
        is_asked = one.state == ASKED and one.decide_by
        planned = ahead_of(one.at, series.ahead, day.calendar)
        moments.append(one.decide_by if is_asked and one.decide_by else planned)
    if moments:
        turn.later(NEXT, series.mark, max(min(moments), turn.now))
    elif series.until is not None and series.until <= turn.now:
        rows.change(turn.connection, series.id, state=ENDED, ended_at=turn.now)
        turn.record("series.ended", series.subject)
