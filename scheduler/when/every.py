"""What comes again: 每周一三五上午9点, 每月最后一个工作日, 每季度末前5个工作日, 隔周, 单周周三."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time

from scheduler.calendar.value import TERM
from scheduler.when import recurrence as rule
from scheduler.when.clock import HOUR, MIDNIGHT, PARTS, read_clock
from scheduler.when.dated import AND, DATED, EACH, NTH_DAY, WEEK, Made, interval_of, nth_of
from scheduler.when.frame import WEEKDAYS, Frame
from scheduler.when.numerals import NUMBER, number
from scheduler.when.recurrence import Recurrence
from scheduler.when.weeks import DAY_NAME

_LIST = rf"(?P<days>{DAY_NAME}(?:(?:{AND}|[到至-])?(?:{WEEK})?{DAY_NAME})*)"
_DAILY = re.compile(
    rf"{EACH}(?:天|日|(?=早|晚|凌晨|上午|中午|下午|傍晚|夜))(?!均|常|报)|天天|(?P<every>每)隔?(?P<count>{NUMBER})[天日]|隔天|隔日"
)
_WORKDAY = re.compile(rf"(?:{EACH}(?:周的?)?|逢)?(?:工作日|上班日)(?:的?每天)?(?![前后内里期])")
_WEEKLY = re.compile(
    rf"(?:{EACH}|(?P<every>每)隔?(?P<count>{NUMBER})个?|(?P<skip>隔)(?:一个?)?)(?:{WEEK})(?:一次)?(?:的|里)?(?:(?:{WEEK})?{_LIST}|(?P<end>末)|{NTH_DAY})?|{EACH}(?P<off>双休日)"
)
_PAIRED = re.compile(rf"(?:每个?|逢)?(?P<which>[单双])周的?(?:(?:{WEEK})?{_LIST})?")
_RANGE = re.compile(rf"{WEEK}(?P<days>{DAY_NAME}(?:到|至|-)(?:{WEEK})?{DAY_NAME})(?:的?每[天日]|天天)")
_TERM = re.compile(
    rf"{EACH}学期(?![末底结中])(?:的)?(?:第(?P<nth>{NUMBER})周|开学第?一?周|(?P<first>初))?(?:的?(?:{WEEK})?(?P<day>[一二三四五六日天]))?"
)
_BY_CLOCK = re.compile(rf"每隔?(?:(?P<count>{NUMBER})个?|(?P<half>半)个?)?(?P<unit>小时|钟头|分钟|刻钟)(?:一次)?")
_BETWEEN = re.compile(r"(?:的|[,、:]|一次,?)?(?:大[概约]|约)?")
_MORE = re.compile(rf"{AND}|各?(?=下午|晚上)")
_BEHIND = re.compile(r"(?:之前|以前|前(?![台面往来期提后进门])|(?:起|开始)(?![来床]))")
MOST_TIMES = 6


def read_every(text: str, at: int, frame: Frame) -> tuple[Recurrence, int] | None:
    """Read a rule at a place, with the times of day behind it."""
    for pattern, make in _RULES:
        found = pattern.match(text, at)
        if found and (made := make(found, frame)):
            return _with_times(*made, text)
    return None


def _with_times(made: Recurrence, end: int, text: str) -> tuple[Recurrence, int]:
    times: list[time] = []
    while len(times) < MOST_TIMES:
        between = (_MORE if times else _BETWEEN).match(text, end)
        clock = read_clock(text, between.end() if between else end, beside_day=True)
        if clock is None or clock[0].refused or (times and not between):
            break
        found, end = clock
        times.append(time(found.minutes // HOUR % MIDNIGHT, found.minutes % HOUR))
        end = _end_of_stretch(text, end)
    behind = _BEHIND.match(text, end)
    return replace(made, times=tuple(sorted(set(times)))), behind.end() if behind else end


_STRETCH = re.compile(r"[到至~—–-]{1,2}(?=\d|[一二三四五六七八九十]|" + "|".join(PARTS) + ")")


def _end_of_stretch(text: str, end: int) -> int:
    """Pass over where a time of day ends (8点到12点): the rule says when it begins."""
    to = _STRETCH.match(text, end)
    clock = read_clock(text, to.end(), beside_day=True) if to else None
    return clock[1] if clock else end


def _daily(found: re.Match[str], _frame: Frame) -> Made:
    interval = interval_of(found) if found["every"] else 2 if found[0].startswith("隔") else 1
    return (Recurrence(rule.DAILY, interval), found.end()) if interval > 0 else None


def _workday(found: re.Match[str], _frame: Frame) -> Made:
    if found[0] in ("工作日", "上班日") and read_clock(found.string, found.end(), beside_day=True) is None:
        return None
    return Recurrence(rule.WORKDAY), found.end()


def _weekly(found: re.Match[str], _frame: Frame) -> Made:
    interval = interval_of(found)
    if found["pos"]:
        made = nth_of(found, rule.WEEKLY)
        return (made, found.end()) if made.workday else None
    days = (5, 6) if found["end"] or found["off"] else _days(found["days"] or "")
    made = Recurrence(rule.WEEKLY, interval, weekdays=tuple((0, day) for day in days))
    return (made, found.end()) if interval > 0 else None


def _days(listed: str) -> tuple[int, ...]:
    """Read 一三五, 一到五, 二、四."""
    signs = [sign.replace("天", "日") for sign in re.sub(WEEK, "", listed)]
    days: list[int] = []
    for place, sign in enumerate(signs):
        if sign in WEEKDAYS:
            day = WEEKDAYS.index(sign)
            is_range = place > 1 and signs[place - 1] in "到至-"
            days += range(days[-1] + 1, day + 1) if is_range else [day]
    return tuple(sorted(set(days)))


def _paired(found: re.Match[str], frame: Frame) -> Made:
    """Read weeks of teaching by turns; 每双周 is every other week where there is no 校历 to count by."""
    days = tuple((0, day) for day in _days(found["days"] or ""))
    if found[0].startswith(("每双", "每个双")) and frame.calendar.next_period(frame.today, TERM) is None:
        return Recurrence(rule.WEEKLY, 2, weekdays=days), found.end()
    freq = rule.ODD if found["which"] == "单" else rule.EVEN
    return (Recurrence(freq, weekdays=days), found.end()) if days or found[0][0] in "每逢" else None


def _ranged(found: re.Match[str], _frame: Frame) -> Made:
    return Recurrence(rule.WEEKLY, weekdays=tuple((0, day) for day in _days(found["days"]))), found.end()


def _term(found: re.Match[str], _frame: Frame) -> Made:
    days = ((0, WEEKDAYS.index(found["day"].replace("天", "日"))),) if found["day"] else ((0, 0),)
    return Recurrence(rule.TERM, week=max(number(found["nth"] or "一"), 1), weekdays=days), found.end()


def _by_clock(found: re.Match[str], _frame: Frame) -> Made:
    count = number(found["count"]) if found["count"] else 1
    is_hours = found["unit"] in ("小时", "钟头")
    if found["half"] or not is_hours:
        minutes = 30 if found["half"] else count * (15 if found["unit"] == "刻钟" else 1)
        return (Recurrence(rule.MINUTELY, minutes), found.end()) if minutes > 0 else None
    return (Recurrence(rule.HOURLY, count), found.end()) if count > 0 else None


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Frame], Made]], ...] = (
    (_BY_CLOCK, _by_clock),
    (_WORKDAY, _workday),
    (_RANGE, _ranged),
    (_PAIRED, _paired),
    (_WEEKLY, _weekly),
    (_TERM, _term),
    *DATED,
    (_DAILY, _daily),
)
