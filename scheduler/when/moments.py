"""A day, a time of day, or both beside each other, made one moment or the stretch of one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from scheduler.when.clock import HOUR, MIDNIGHT, NOON, Clock, read_clock
from scheduler.when.dates import read_date
from scheduler.when.feasts import read_feast
from scheduler.when.frame import DAY, Days, Frame, Read, Reader, shown
from scheduler.when.months import read_month
from scheduler.when.near import read_near
from scheduler.when.nth import pick
from scheduler.when.several import read_listed, with_more
from scheduler.when.terms import read_period
from scheduler.when.value import Grain
from scheduler.when.weeks import read_week

PASSED = "今天的{clock}已经过了，请问是指{day}吗？"
NO_SUCH_TIME = "没有“{text}”这个时刻，请重新说明时间"
WHICH_OF = "请问是哪一天的{clock}？"
TWO_DAYS = "{one}和{other}不是同一天，请问以哪个为准？"

READERS: tuple[Reader, ...] = (read_listed, read_near, read_feast, read_period, read_week, read_date, read_month)
_BETWEEN = re.compile(r"(?:的|那天|当天|这天)?[,、:( ]?(?:大[概约]|差不多|约|就|在|是)?")
_BESIDE = re.compile(r"[(,]?(?:即|也就是|就是)?")
_JUST = re.compile(r"刚[才刚],?(?:大[概约])?")
_WHOLE_DAY = re.compile(r"的?一?整天|全天|全日")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point, or a stretch where `end` is given (by DAY the last day). days, clock: what it was made of."""

    start: datetime
    end: datetime | None
    grain: Grain
    question: str = ""
    refused: str = ""
    days: Days | None = None
    clock: Clock | None = None


def read_moment(text: str, at: int, frame: Frame) -> tuple[Moment, int] | None:
    """Read a day with or without a time, or a time alone."""
    if (found := read_days(text, at, frame)) is not None:
        days, end = found
        between = _BETWEEN.match(text, end)
        clock = read_clock(text, between.end() if between else end, beside_day=True)
        if days.refused:
            return _day(days, frame), clock[1] if clock else end
        if clock is None:
            whole = _WHOLE_DAY.match(text, end)
            return _day(days, frame), whole.end() if whole else end
        return _timed(days, clock[0], text[at : clock[1]], frame), clock[1]
    if (just := _JUST.match(text, at)) and (clock := read_clock(text, just.end(), beside_day=True)):
        return (_just(clock[0], frame), clock[1]) if not (clock[0].refused or clock[0].is_part) else None
    clock = read_clock(text, at, beside_day=False)
    return (_today(clock[0], text[at : clock[1]], frame), clock[1]) if clock else None


def read_days(text: str, at: int, frame: Frame) -> Read | None:
    """Read days, what picks one of them, and a second naming of the same day: 下周五（12月4日）."""
    for reader in READERS:
        if (found := reader(text, at, frame)) is not None:
            days, end = pick(*found[:1], text, found[1], frame)
            days, end = _named_twice(days, end, text, frame)
            return with_more(days, at, text, end, frame, READERS)
    return None


def _named_twice(days: Days, end: int, text: str, frame: Frame) -> Read:
    beside = _BESIDE.match(text, end)
    if beside is None or not beside[0] or days.first != days.last:
        return days, end
    found = read_date(text, beside.end(), frame) or read_week(text, beside.end(), frame)
    if found is None or found[0].first != found[0].last or "(" not in beside[0]:
        return days, end
    other, end = found
    end += text.startswith(")", end)
    if days.first in (other.first, other.later) or other.refused:
        return replace(days, refused=other.refused), end
    return replace(other, question=TWO_DAYS.format(one=shown(days.first), other=shown(other.first))), end


def _day(days: Days, frame: Frame) -> Moment:
    zone = frame.now.tzinfo
    start, end = (datetime.combine(day, time(0), tzinfo=zone) for day in (days.first, days.last))
    return Moment(start, end if days.first != days.last else None, Grain.DAY, days.question, days.refused, days=days)


def _timed(days: Days, clock: Clock, text: str, frame: Frame) -> Moment:
    moment = _at(days, clock, frame)
    if clock.refused:
        return replace(moment, refused=NO_SUCH_TIME.format(text=text))
    over = moment.end or moment.start
    if days.later and over <= frame.now:
        moment = _at(replace(days, first=days.later, last=days.later), clock, frame)
    elif days.first == frame.today and clock.is_open and over <= frame.now:
        moment = _at(days, replace(clock, minutes=clock.minutes % (NOON * HOUR) + NOON * HOUR), frame)
    if days.first != days.last:
        return replace(moment, question=WHICH_OF.format(clock=said(clock)))
    return moment


def _at(days: Days, clock: Clock, frame: Frame) -> Moment:
    midnight = datetime.combine(days.first, time(0), tzinfo=frame.now.tzinfo)
    start = midnight + timedelta(minutes=clock.minutes)
    end = midnight + timedelta(minutes=clock.last) if clock.last is not None else None
    return Moment(start, end, Grain.MINUTE, days.question or clock.question, days=days, clock=clock)


def _today(clock: Clock, text: str, frame: Frame) -> Moment:
    """Return the next such time; one that has passed today is tomorrow's, and asked."""
    today = Days(frame.today, frame.today)
    moment = _at(today, clock, frame)
    if clock.refused:
        return replace(moment, refused=NO_SUCH_TIME.format(text=text), days=None)
    if (moment.end or moment.start) > frame.now:
        return replace(moment, days=None)
    tomorrow = frame.today + DAY
    moment = _at(Days(tomorrow, tomorrow), clock, frame)
    ask = PASSED.format(clock=said(clock), day=shown(tomorrow))
    return replace(moment, question=ask, days=None)


def _just(clock: Clock, frame: Frame) -> Moment:
    """Return the last such time: 刚才九点四十."""
    moment = _at(Days(frame.today, frame.today), clock, frame)
    while moment.start > frame.now:
        moment = replace(moment, start=moment.start - timedelta(hours=NOON))
    return replace(moment, question="", days=None)


def said(clock: Clock) -> str:
    """Say a time of day: 9:30."""
    hour, minute = divmod(clock.minutes, HOUR)
    return f"{hour % MIDNIGHT}:{minute:02d}"
