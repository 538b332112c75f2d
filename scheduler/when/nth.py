"""Which day of some days: 本月最后一个周五, 节后第一个工作日, 月底前5个工作日, 国庆前一天."""

from __future__ import annotations

import re
from datetime import date

from scheduler.when.frame import DAY, WEEKDAYS, Days, Frame, Read, Shape, one, refused
from scheduler.when.near import asked_where_unsettled
from scheduler.when.numerals import NUMBER, number

NONE_SUCH = "“{text}”里没有这一天，请重新说明日期"
_WHAT = r"(?P<what>工作日|上班日|(?:周|星期|礼拜)[一二三四五六日天]|天)"
_WHICH = re.compile(
    rf"(?P<side>(?:之|以)?[前后])?(?:上班)?(?:的|里|内|中)?(?P<pos>最后一?|倒数第{NUMBER}|第{NUMBER}|首)个?{_WHAT}(?!后|前|内|之)(?:上班)?"
)
_APART = re.compile(rf"(?P<off>放假|假期)?(?P<side>前|后)(?:的)?(?P<count>{NUMBER})(?P<what>天|日|周|个星期|个?工作日)")


def pick(days: Days, text: str, end: int, frame: Frame) -> Read:
    """Return the day a suffix picks out of `days`, or `days` themselves where there is none."""
    if days.refused:
        return days, end
    if found := _WHICH.match(text, end):
        chosen = _which(days, found, frame)
        if chosen is not None:
            return chosen, found.end()
    if (found := _APART.match(text, end)) and days.shape in (Shape.DAY, Shape.FEAST, Shape.PERIOD):
        return _apart(days, found, frame), found.end()
    return days, end


def _which(days: Days, found: re.Match[str], frame: Frame) -> Days | None:
    place, what, side = _place(found["pos"]), found["what"].replace("上班日", "工作日"), found["side"] or ""
    first, last = days.first, days.last
    if days.shape is Shape.FEAST:
        first, last = frame.calendar.run_off(first) or (first, last)
    if side or first == last:
        if not side and place > 0:
            return None
        day = _beside(first, last, place, what, is_after=side.endswith("后"), frame=frame)
    else:
        inside = [one_ for one_ in _each(first, last) if _is(what, one_, frame)]
        if not -len(inside) <= (place - 1 if place > 0 else place) < len(inside):
            return refused(NONE_SUCH.format(text=found[0]), frame.today)
        day = inside[place - 1 if place > 0 else place]
    chosen = one(day)
    return asked_where_unsettled(chosen, frame) if what == "工作日" else chosen


def _place(pos: str) -> int:
    if pos.startswith("最后"):
        return -1
    if pos.startswith("倒数第"):
        return -max(number(pos[3:]), 1)
    return 1 if pos == "首" else max(number(pos.removeprefix("第")), 1)


def _beside(first: date, last: date, place: int, what: str, *, is_after: bool, frame: Frame) -> date:
    """Return the place-th such day after `last`, or the last one before (月底前: until) `first`."""
    step, day = (DAY, last) if is_after else (-DAY, first)
    if not is_after and first == last and (first + DAY).day == 1:
        day += DAY  # the end of a month counts in
    for _ in range(abs(place)):
        day += step
        while not _is(what, day, frame):
            day += step
    return day


def _apart(days: Days, found: re.Match[str], frame: Frame) -> Days:
    """Return the day so many days before the first or after the last."""
    count = max(number(found["count"]), 0)
    is_after, unit = found["side"] == "后", found["what"].removeprefix("个")
    first, last = days.first, days.last
    if found["off"] and unit != "工作日" and days.shape is Shape.FEAST:
        first, last = frame.calendar.run_off(first) or (first, last)
    if unit == "工作日":
        first, last = (frame.calendar.run_off(first) if days.shape is Shape.FEAST else None) or (first, last)
        is_end = first == last and (first + DAY).day == 1
        start = last if is_after else first + is_end * DAY
        return asked_where_unsettled(one(frame.calendar.add_workdays(start, count if is_after else -count)), frame)
    length = count * (7 * DAY if unit in ("周", "星期") else DAY)
    return one(last + length if is_after else first - length)


def _is(what: str, day: date, frame: Frame) -> bool:
    if what == "工作日":
        return frame.calendar.is_workday(day)
    return what == "天" or WEEKDAYS[day.weekday()] == what[-1].replace("天", "日")


def _each(first: date, last: date) -> list[date]:
    return [first + number_ * DAY for number_ in range((last - first).days + 1)]
