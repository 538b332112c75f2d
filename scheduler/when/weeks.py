"""Weekdays and weeks: 下周三, 这周五, 周末, 第8周周三. Weeks begin on Monday; 这周 that is past is asked."""

from __future__ import annotations

import re
from datetime import date

from scheduler.calendar.value import TERM
from scheduler.when.frame import DAY, WEEKDAYS, Days, Frame, Read, Shape, one, shown
from scheduler.when.numerals import NUMBER, number

ALREADY_PAST = "“{text}”（{day}）已经过了，请问是指下周{weekday}吗？"
NO_TERM = "校历里没有教学周，不知道“{text}”是哪一天，请说明日期"
WEEKEND = 5

#: 周一 is no Monday in 每周一次, 下周一起去 stays one.
DAY_NAME = (
    r"(?:一(?!次|共|直|般|样|定|切|些|趟|遍|律|边|旦|回|部分)|[二三四五六](?!次|趟|遍|回|顿|篇|场|天|个|层|楼|号楼)|"
    r"日(?!常|程|均|报|志)|天(?!数|气))"
)
_WEEKDAY = re.compile(rf"(?P<which>上上个?|上个?|本|这个?|这一|下下个?|下个?)?(?:周|星期|礼拜)(?P<day>{DAY_NAME})")
_WEEK = re.compile(r"(?P<which>上上个?|上个?|本|这个?|这一|下下个?|下个?)(?:周|星期|礼拜)(?!年|岁)")
_WEEKEND = re.compile(
    r"(?P<which>上上个?|上个?|本|这个?|这一|下下个?|下个?)?(?:(?:周|星期|礼拜)(?:六[日天](?![常程志报性气])|末)|双休日)"
)
_NTH = re.compile(
    rf"(?P<term>(?:下|本|这)个?学期|开学后?)?(?:的)?第(?P<nth>{NUMBER})个?(?:教学)?周(?:的?(?:周|星期|礼拜)?(?P<day>[一二三四五六日天]))?"
)


def read_week(text: str, at: int, frame: Frame) -> Read | None:
    """Read a weekday or week at a place."""
    if found := _NTH.match(text, at):
        return _nth(found, frame), found.end()
    if found := _WEEKEND.match(text, at):
        return _week(found["which"] or "", is_end=True, frame=frame), found.end()
    if found := _WEEKDAY.match(text, at):
        return _weekday(found, frame), found.end()
    if found := _WEEK.match(text, at):
        return _week(found["which"], is_end=False, frame=frame), found.end()
    return None


def monday_of(which: str, today: date) -> date:
    """Return the Monday of the week that 上, 本, 这, 下, 下下 name."""
    weeks = which.count("下") - which.count("上")
    return today - today.weekday() * DAY + weeks * 7 * DAY


def _weekday(found: re.Match[str], frame: Frame) -> Days:
    which, name = found["which"] or "", found["day"][0].replace("天", "日")
    day = monday_of(which, frame.today) + WEEKDAYS.index(name) * DAY
    if not which:
        later = day + 7 * DAY
        return one(later) if day < frame.today else one(day, later=later if day == frame.today else None)
    if which[0] in "本这" and day < frame.today:
        return one(day, question=ALREADY_PAST.format(text=found[0], day=shown(day), weekday=name))
    return one(day)


def _week(which: str, *, is_end: bool, frame: Frame) -> Days:
    monday = monday_of(which, frame.today)
    return Days(monday + WEEKEND * DAY if is_end else monday, monday + 6 * DAY, Shape.RANGE)


def _nth(found: re.Match[str], frame: Frame) -> Days:
    """Return a week of teaching, or its day: of the term that is on, else of the next."""
    calendar, nth = frame.calendar, number(found["nth"])
    begin = frame.today
    if (found["term"] or "").startswith("下") and (current := calendar.in_period(begin, TERM)):
        begin = current.last + DAY
    term = calendar.next_period(begin, TERM)
    if term is None or not 1 <= nth <= term.weeks:
        return Days(frame.today, frame.today, Shape.ROUGH, refused=NO_TERM.format(text=found[0]))
    monday = term.monday + (nth - 1) * 7 * DAY
    if not found["day"]:
        return Days(monday, monday + 6 * DAY, Shape.RANGE)
    return one(monday + WEEKDAYS.index(found["day"].replace("天", "日")) * DAY)
