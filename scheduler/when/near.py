"""Days counted from now: 明天, 大后天, 三天后, 两周后, 五个工作日后. 明天 said in the small hours is asked."""

from __future__ import annotations

import re

from scheduler.when.frame import (
    DAY,
    LATEST,
    SMALL_HOURS,
    Days,
    Frame,
    Read,
    Shape,
    add_months,
    one,
    refused,
    shown,
)
from scheduler.when.numerals import NUMBER, number

WHICH_TOMORROW = "现在是{today}凌晨，“{text}”请问是{today}白天，还是{next}？"
TOO_FAR = "“{text}”太远了，请重新说明日期"
UNSETTLED = "{year}年的放假调休安排还没有导入，按现有日历是{day}，请问对吗？"

_NEAR = {"大前": -3, "前": -2, "昨": -1, "今": 0, "即": 0, "明": 1, "后": 2, "大后": 3}
_WORD = re.compile(
    r"(?P<now>即)日(?=起|[到至])|(?P<word>大前|大后|前|后)(?:[天日](?!性)|儿个?(?=[早晚]|[上下中]午|凌晨|傍晚|$))|(?P<soon>[今明昨])(?:[天日](?!志)|儿个?|个儿|(?=[早晚晨夜]|[上下中]午|凌晨|傍晚))"
)
_TWO = re.compile(r"(?P<which>今明|明后|昨今)[两二2]?[天日]")
_AHEAD = re.compile(rf"(?:未来|接下来|今后)的?(?P<count>{NUMBER})(?P<unit>天|日|周|个?星期|个?月)(?!后|内)")
_COUNTED = re.compile(
    rf"(?P<past>再?过)?(?P<count>{NUMBER}|半)个?(?P<half>半)?(?P<unit>天|日|周|星期|礼拜|月|季度|年|工作日)(?P<more>(?<=年)半)?(?P<way>之后|以后|后(?![天勤年])|(?:之|以)?前(?![天台面年往期后]))?"
)
_NEXT_WORKDAY = re.compile(r"(?P<way>下一?个?|次一?个?|前一个|上一?个)(?:工作日|上班日)")
_MONTHS = {"月": 1, "季度": 3, "年": 12}
_HALF = {"月": 15, "年": 6}


def read_near(text: str, at: int, frame: Frame) -> Read | None:
    """Read days counted from now at a place."""
    if found := _TWO.match(text, at):
        first = frame.today + {"今明": 0, "明后": 1, "昨今": -1}[found["which"]] * DAY
        return Days(first, first + DAY, Shape.RANGE), found.end()
    if found := _WORD.match(text, at):
        return _word(found, frame), found.end()
    if found := _AHEAD.match(text, at):
        return _ahead(found, frame), found.end()
    if found := _NEXT_WORKDAY.match(text, at):
        return settled_workday(frame, (found["way"][0] in "下次" and 1) or -1), found.end()
    if found := _COUNTED.match(text, at):
        return _counted(found, frame)
    return None


def _word(found: re.Match[str], frame: Frame) -> Days:
    said = found["now"] or found["word"] or found["soon"]
    day = frame.today + _NEAR[said] * DAY
    is_night = frame.now.hour < SMALL_HOURS and said in ("明", "后")
    ask = WHICH_TOMORROW.format(today=shown(frame.today), text=f"{said}天", next=shown(day)) if is_night else ""
    return one(day, question=ask)


def _ahead(found: re.Match[str], frame: Frame) -> Days:
    count = max(number(found["count"]), 1)
    unit = found["unit"].removeprefix("个")
    last = frame.today + count * (7 * DAY if unit in ("周", "星期") else DAY)
    if unit == "月":
        last = add_months(frame.today, count)
    return Days(frame.today + DAY, last, Shape.RANGE)


def settled_workday(frame: Frame, count: int) -> Days:
    """Return the `count`-th workday from today; asked where its year is not settled."""
    return asked_where_unsettled(one(frame.calendar.add_workdays(frame.today, count)), frame)


def asked_where_unsettled(days: Days, frame: Frame) -> Days:
    """Return days that hang on workdays, with a question where 调休 of their year is not known."""
    if frame.calendar.is_known(days.first) or days.question:
        return days
    return one(days.first, question=UNSETTLED.format(year=days.first.year, day=shown(days.first)))


def _counted(found: re.Match[str], frame: Frame) -> Read | None:
    way = found["way"] or ""
    if not way and not found["past"]:
        return None
    if found["unit"] == "日" and way.endswith("前") and len(found["count"]) + 2 * found["count"].isdigit() > 1:
        return None  # 25日前报送 is a date
    sign = -1 if way.endswith("前") else 1
    days = days_after(found["count"], found["unit"], frame, sign=sign, half=bool(found["half"] or found["more"]))
    return (days, found.end()) if days else None


def days_after(count: str, unit: str, frame: Frame, *, sign: int = 1, half: bool = False) -> Days | None:
    """Return the day so many units from today; None where that is no number."""
    many = 0 if count == "半" else number(count)
    if many < 0 or (count == "半" and unit not in _HALF):
        return None
    if unit == "工作日":
        return settled_workday(frame, sign * many)
    months = _MONTHS.get(unit, 0) * many + (6 if unit == "年" and (half or count == "半") else 0)
    days = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}.get(unit, 0) * many
    days += _HALF["月"] if unit == "月" and (half or count == "半") else 0
    if frame.today.year + months // 12 > LATEST:
        return refused(TOO_FAR.format(text=f"{count}{unit}"), frame.today)
    return one(add_months(frame.today, sign * months) + sign * days * DAY)
