"""Planning a cycle by workdays: from the day it must be over, or from the day of one stage, to the days of all. Pure.

What falls into a 保障期, on a day off, or into the past is said and never moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from handlers.campaign.templates import StageRule
from scheduler.calendar.value import GUARD, Calendar


class Clash(StrEnum):
    """Why the days of a stage want a look."""

    PAST = "past"  # it should be over already
    BEGUN = "begun"  # it should have begun already
    GUARD = "guard"  # in a 保障期
    OFF = "off"  # its last day is no workday


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is to be looked at. period: the name and days of a 保障期."""

    stage: str
    clash: Clash
    period: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage with its days, both included. is_short: it has less time than its template gives it."""

    rule: StageRule
    first: date
    last: date
    is_short: bool = False


def plan(rules: Sequence[StageRule], target: date, calendar: Calendar) -> list[Planned]:
    """Return the stages by the day at which the cycle aims, in the order of the template."""
    return [_placed(rule, _last(rule, target, calendar), calendar) for rule in rules]


def plan_around(
    rules: Sequence[StageRule], pinned: StageRule, last: date, calendar: Calendar, first: date | None = None
) -> list[Planned]:
    """Return the stages by the last day of one of them, which stays as it was said. first: of that stage, if said."""
    around = plan(rules, calendar.add_workdays(last, pinned.days_before), calendar)
    fixed = _placed(pinned, last, calendar)
    fixed = replace(fixed, first=first) if first else fixed
    return [fixed if one.rule.name == pinned.name else one for one in around]


def plan_within(rules: Sequence[StageRule], first: date, target: date, calendar: Calendar) -> list[Planned]:
    """Return the stages up to the target as they fit between two days, each shortened in proportion."""
    around = plan(rules, target, calendar)
    before = [one for one in rules if one.days_before >= 0]
    whole = max((one.days_before + one.workdays for one in before), default=0)
    there_are = len(calendar.workdays(first, target))
    if not before or whole <= there_are:
        return around
    share = there_are / whole
    fitted = [
        replace(one, days_before=int(one.days_before * share), workdays=max(int(one.workdays * share), 1))
        for one in before
    ]
    found = {one.rule.name: one for one in plan(fitted, target, calendar)}
    return [
        replace(found[one.rule.name], rule=one.rule, first=max(found[one.rule.name].first, first), is_short=True)
        if one.rule.name in found
        else one
        for one in around
    ]


def next_target(anchor: str, today: date, calendar: Calendar) -> date:
    """Return the next day of an anchor such as 07-01, the workday before it where it is none."""
    month, day = map(int, anchor.split("-"))
    found = date(today.year, month, day)
    found = found if found >= today else found.replace(year=today.year + 1)
    return found if calendar.is_workday(found) else calendar.add_workdays(found, -1)


def from_today(planned: Sequence[Planned], today: date) -> list[Planned]:
    """Return the stages with those that should have begun beginning today; what is over stays as it was."""
    return [replace(one, first=min(max(one.first, today), one.last)) for one in planned]


def conflicts(planned: Sequence[Planned], today: date, calendar: Calendar) -> list[Conflict]:
    """Return what is to be looked at before a plan is begun; nothing of it is moved."""
    found: list[Conflict] = []
    for one in planned:
        if one.last < today:
            found.append(Conflict(one.rule.name, Clash.PAST, last=one.last))
            continue
        if one.first < today:
            found.append(Conflict(one.rule.name, Clash.BEGUN, first=one.first))
        if not calendar.is_workday(one.last):
            found.append(Conflict(one.rule.name, Clash.OFF, last=one.last))
        found += _guarded(one, calendar)
    return found


def _guarded(one: Planned, calendar: Calendar) -> list[Conflict]:
    held = [period for period in calendar.periods if period.kind == GUARD]
    return [
        Conflict(one.rule.name, Clash.GUARD, period.name, period.first, period.last)
        for period in held
        if period.first <= one.last and one.first <= period.last
    ]


def _last(rule: StageRule, target: date, calendar: Calendar) -> date:
    return target if rule.days_before == 0 else calendar.add_workdays(target, -rule.days_before)


def _placed(rule: StageRule, last: date, calendar: Calendar) -> Planned:
    first = calendar.add_workdays(last, 1 - rule.workdays) if rule.workdays > 1 else last
    return Planned(rule, first, last)
