"""When a meeting is: a moment, a rule, or what must be asked because the day or the hour is missing or past. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scheduler.calendar import Calendar
from scheduler.when import Grain, Kind, When, read_time, read_times

WHICH_HOUR = "请问{day}几点开会？"
WHICH_DAY = "请问具体是哪一天、几点开会？"
WHEN = "请问什么时间开会？如“周四下午3点”。"
IS_PAST = "{moment}已经过了，请问改在什么时间？如“周四下午3点”。"
FROM_TO = "结束早于开始，请问{day}几点到几点开会？"
EACH_WHEN = "请问每次几点开会？"

_CLOCK = re.compile(r"点|\d\s*[::.]\s*\d\d|\d\s*时|半|正午|中午12|刻")
_BY_DAY = re.compile(r"[今明昨后]|[周号日月]|星期|礼拜|小时|分钟|刻钟|节|每")
_A_PAIR = 2
AFTERNOON = 14
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Moment:
    """When, as it was said.

    start, end: local, None where they are not known. day: the day alone, where the hour is missing.
    guess: what is most likely meant where it must be asked.
    rule: a recurrence as `Recurrence.text`. question: what to ask before anybody is told. rest: the text without it.
    """

    start: datetime | None = None
    end: datetime | None = None
    day: datetime | None = None
    guess: datetime | None = None
    rule: str = ""
    question: str = ""
    matched: str = ""
    rest: str = ""
    is_past: bool = False

    def slots(self) -> dict[str, Any]:
        """Return it as slots, times as local text."""
        said = {"start": self.start, "end": self.end, "day": self.day, "guess": self.guess}
        return {name: f"{one:%Y-%m-%dT%H:%M}" for name, one in said.items() if one} | (
            {"rule": self.rule} if self.rule else {}
        )


def read_moment(text: str, now: datetime, calendar: Calendar) -> Moment:
    """Read when a meeting is; a day and an hour said apart (周一开个会，9点) belong together. now: aware, local."""
    times = read_times(text, now, calendar)
    hour = next((one for one in times if _CLOCK.search(one.matched) and not _BY_DAY.search(one.matched)), None)
    day = next((one for one in times if one.grain is Grain.DAY and one.kind is Kind.POINT), None)
    if hour is None or day is None or times[0] not in (hour, day) or len(times) != _A_PAIR:
        return _moment(times[0], now)
    joined = read_time(f"{day.matched}{hour.matched}", now, calendar)
    rest = " ".join(text.replace(day.matched, " ", 1).replace(hour.matched, " ", 1).split())
    return _moment(replace(joined, rest=rest), now)


def _moment(when: When, now: datetime) -> Moment:
    moment = Moment(matched=when.matched, rest=when.rest)
    has_clock = bool(_CLOCK.search(when.matched))
    if when.kind is Kind.NONE:
        return replace(moment, question=when.refused or when.question or WHEN)
    if when.kind is Kind.RECUR and when.recurrence:
        question = when.question or ("" if has_clock else EACH_WHEN)
        start = when.start if has_clock and not when.question else None
        return replace(moment, start=start, rule=when.rrule, question=question)
    if when.start is not None and when.is_over(now):
        return replace(moment, question=IS_PAST.format(moment=said(when)), is_past=True)
    if when.grain is Grain.DAY or not has_clock or when.kind is Kind.DEADLINE:
        return _day_alone(when, moment)
    if when.question:
        return replace(moment, guess=when.start, question=when.question)
    return _from_to(when, moment)


def _from_to(when: When, moment: Moment) -> Moment:
    """Return a moment with its clock; of one that ends before it begins the hours are asked."""
    if when.start is not None and when.end is not None and when.end.date() != when.start.date():
        midnight = when.start.replace(hour=0, minute=0)
        return replace(moment, day=midnight, question=FROM_TO.format(day=_dated(midnight)))
    return replace(moment, start=when.start, end=when.end)


def _day_alone(when: When, moment: Moment) -> Moment:
    is_one_day = when.start is not None and (when.end is None or when.end.date() == when.start.date())
    if when.question or not is_one_day or when.kind is Kind.DEADLINE or when.start is None:
        return replace(moment, question=when.question or WHICH_DAY)
    midnight = when.start.replace(hour=0, minute=0)
    part = "下午" if when.grain is Grain.MINUTE and when.start.hour >= AFTERNOON else ""
    return replace(moment, day=midnight, question=WHICH_HOUR.format(day=_dated(midnight) + part))


def said(when: When) -> str:
    """Say a moment that was read: 11月20日（周五）15:00."""
    start = when.start
    if start is None:
        return ""
    return _dated(start) + (f"{start:%H:%M}" if when.grain is Grain.MINUTE and _CLOCK.search(when.matched) else "")


def _dated(day: datetime) -> str:
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
