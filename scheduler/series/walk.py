"""Which occurrences a rule has, where a day off puts each, and when something is to be done about it. Pure.

A day off that the rule itself asks for (every day, every Saturday) is in nobody's way, unless it is a holiday. A
made-up workday has a Monday's meeting only where the rule says workdays. An occurrence that would be moved to a day on
which the series comes anyway is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduler.calendar import Calendar
from scheduler.leads import on_a_workday
from scheduler.series.occurrence import ASKED, MOVED, PLANNED, SKIPPED
from scheduler.series.reasons import ASK, HOLIDAY, KEEP, SAME_DAY, SHIFT, SHIFT_BACK, SKIP
from scheduler.when import Recurrence
from scheduler.when.recurrence import DAILY, HOURLY, MINUTELY, WEEKLY

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
ASKED_BEFORE = 3  # workdays
ASK_TIME, DECIDE_TIME = time(9, 7), time(16, 37)
LOOKED_AHEAD = 45 * DAY  # a holiday is asked about before what comes in the meantime
EARLIEST_ASKED = 30 * DAY  # no run of days off with three workdays before it is longer
MOST_AT_ONCE = 60  # created in one turn; what is more waits for the next


@dataclass(frozen=True, slots=True)
class Rule:
    """What of a series decides on its occurrences. first, until: in the office's zone."""

    recurrence: Recurrence
    holidays: str = KEEP
    ahead: timedelta = timedelta()
    first: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time a rule says. at: where a day off puts it; acts_at: when the first thing is done about it.

    state, reason: what it begins as. decide_by: until when the organiser's word is waited for.
    """

    planned: datetime
    at: datetime
    acts_at: datetime
    state: str = PLANNED
    reason: str = ""
    decide_by: datetime | None = None


def occasions(rule: Rule, calendar: Calendar, after: datetime) -> Iterator[Occasion]:
    """Yield what comes after a moment (in the office's zone), in order, without end where there is no `until`."""
    moved_to, planned = None, max(after, rule.first - INSTANT) if rule.first else after
    while (found := rule.recurrence.next(planned, calendar, rule.first)) is not None:
        if rule.until is not None and found > rule.until:
            return
        planned = found
        one = _occasion(planned, rule, calendar)
        if one.state == MOVED and one.at == moved_to:
            one = replace(one, state=SKIPPED, reason=SAME_DAY)
        elif one.state == MOVED:
            moved_to = one.at
        yield one


def first_of(rule: Rule, calendar: Calendar, now: datetime) -> Occasion | None:
    """Return the next time that is not left out; None where there is none."""
    return next((one for one in occasions(rule, calendar, now) if one.state != SKIPPED), None)


def to_create(rule: Rule, calendar: Calendar, after: datetime, now: datetime) -> tuple[list[Occasion], datetime | None]:
    """Return what is to be created now, and when the next is; None: never, as the calendar stands."""
    seen: list[Occasion] = []
    count, horizon = 0, now + LOOKED_AHEAD + rule.ahead
    for one in occasions(rule, calendar, after):
        seen.append(one)
        count = len(seen) if one.acts_at <= now else count
        if count >= MOST_AT_ONCE:
            return seen, now
        if one.acts_at > now and (rule.holidays != ASK or one.planned > horizon):
            break
    rest = [one.acts_at for one in seen[count:]]
    if rule.holidays == ASK and rest:
        rest.append(max(seen[-1].planned - rule.ahead - EARLIEST_ASKED, now + DAY))
    return seen[:count], min(rest, default=None)


def is_in_the_way(recurrence: Recurrence, day: date, calendar: Calendar) -> bool:
    """Whether a day is off although the rule means a day of work."""
    if calendar.is_workday(day):
        return False
    return not (_is_plain_weekend(day, calendar) and _means_weekends(recurrence, day))


def shifted(planned: datetime, calendar: Calendar, policy: str = SHIFT) -> datetime:
    """Return the same time on the next workday, or the one before."""
    day = calendar.add_workdays(planned.date(), -1 if policy == SHIFT_BACK else 1)
    return datetime.combine(day, planned.timetz())


def ahead_of(at: datetime, ahead: timedelta, calendar: Calendar) -> datetime:
    """Return when something is done so long before a time: a day or more before never on a day off, but earlier."""
    return on_a_workday(at - ahead, calendar) if ahead >= DAY else at - ahead


def comes_on(rule: Rule, day: date, calendar: Calendar) -> bool:
    """Whether the rule itself has a time on a day."""
    return rule.recurrence.falls_on(day, calendar, rule.first)


def _is_plain_weekend(day: date, calendar: Calendar) -> bool:
    first, last = calendar.run_off(day) or (day, day)
    return not any(calendar.name_of(first + number * DAY) for number in range((last - first).days + 1))


def _means_weekends(recurrence: Recurrence, day: date) -> bool:
    every_day = recurrence.freq in (DAILY, HOURLY, MINUTELY) or (recurrence.freq == WEEKLY and recurrence.is_open)
    return every_day or any(weekday == day.weekday() for _, weekday in recurrence.weekdays)


def _occasion(planned: datetime, rule: Rule, calendar: Calendar) -> Occasion:
    plain = Occasion(planned, planned, ahead_of(planned, rule.ahead, calendar))
    if rule.holidays == KEEP or not is_in_the_way(rule.recurrence, planned.date(), calendar):
        return plain
    if rule.holidays == SKIP:
        return replace(plain, state=SKIPPED, reason=HOLIDAY)
    if rule.holidays == ASK:
        return _asked(plain, rule, calendar)
    at = shifted(planned, calendar, rule.holidays)
    if comes_on(rule, at.date(), calendar):
        return replace(plain, state=SKIPPED, reason=SAME_DAY)
    return Occasion(planned, at, ahead_of(at, rule.ahead, calendar), MOVED, HOLIDAY)


def _asked(plain: Occasion, rule: Rule, calendar: Calendar) -> Occasion:
    """Ask three workdays before, in time to decide before anything is sent; days off in a row are asked at once."""
    first = _first_in_the_way(plain.planned, rule, calendar)
    the_day_before = datetime.combine(first.date() - DAY, DECIDE_TIME, tzinfo=first.tzinfo)
    decide_by = min(the_day_before, ahead_of(first, rule.ahead, calendar))
    asked_on = calendar.add_workdays(first.date(), -ASKED_BEFORE)
    acts_at = datetime.combine(asked_on, ASK_TIME, tzinfo=first.tzinfo)
    if acts_at >= decide_by:
        asked_on = calendar.add_workdays(decide_by.date(), -ASKED_BEFORE)
        acts_at = datetime.combine(asked_on, ASK_TIME, tzinfo=first.tzinfo)
    return replace(plain, acts_at=acts_at, state=ASKED, reason=HOLIDAY, decide_by=decide_by)


def _first_in_the_way(planned: datetime, rule: Rule, calendar: Calendar) -> datetime:
    """Return the first occurrence among the days off in a row around one."""
    run = calendar.run_off(planned.date())
    start = datetime.combine(run[0], time(0), tzinfo=planned.tzinfo) - INSTANT if run else planned - INSTANT
    found = rule.recurrence.next(start, calendar, rule.first)
    while found is not None and found < planned and not is_in_the_way(rule.recurrence, found.date(), calendar):
        found = rule.recurrence.next(found, calendar, rule.first)
    return found if found is not None and found < planned else planned
