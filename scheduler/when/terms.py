"""Periods of 校历: 寒假, 暑假, 开学, 期末, and those the office named itself."""

from __future__ import annotations

import re

from scheduler.calendar.value import SUMMER, TERM, WINTER, Period
from scheduler.when.frame import Days, Frame, Read, Shape, one, refused

NOT_IN_CALENDAR = "校历里没有“{text}”，请说明日期"
_HOLIDAYS = re.compile(r"(?P<name>寒假|暑假)(?P<edge>开始|放假|结束|期间)?(?!作业|工作)")
_TERM = re.compile(r"(?P<edge>开学|期末|学期末|学期结束|学期初)(?!考|典礼|工作|第)(?:期间|当[天日])?")


def read_period(text: str, at: int, frame: Frame) -> Read | None:
    """Read a period of 校历 at a place."""
    if found := _HOLIDAYS.match(text, at):
        return _holidays(found, frame), found.end()
    for period in sorted(frame.calendar.periods, key=lambda one: one.first):
        if len(period.name) > 1 and text.startswith(period.name, at) and period.last >= frame.today:
            end = at + len(period.name)
            return _whole(period), end + 2 * text.startswith("期间", end)
    if found := _TERM.match(text, at):
        return _edge_of_term(found, frame), found.end()
    return None


def _holidays(found: re.Match[str], frame: Frame) -> Days:
    kind = WINTER if found["name"] == WINTER else SUMMER
    period = frame.calendar.next_period(frame.today, kind)
    if period is None:
        return refused(NOT_IN_CALENDAR.format(text=found["name"]), frame.today)
    if found["edge"] in ("开始", "放假"):
        return one(period.first)
    return one(period.last) if found["edge"] == "结束" else _whole(period)


def _edge_of_term(found: re.Match[str], frame: Frame) -> Days:
    is_start = found["edge"] in ("开学", "学期初")
    terms = (one for one in frame.calendar.periods if one.kind == TERM)
    days = (one.first if is_start else one.last for one in terms)
    day = min((one for one in days if one >= frame.today), default=None)
    return one(day) if day else refused(NOT_IN_CALENDAR.format(text=found["edge"]), frame.today)


def _whole(period: Period) -> Days:
    return Days(period.first, period.last, Shape.PERIOD)
