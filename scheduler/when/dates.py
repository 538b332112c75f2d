"""Days of the calendar: 2026年12月1日, 12.1, 20号, 下个月5号; the weekday beside one is compared, not believed."""

from __future__ import annotations

import re
from datetime import date

from scheduler.when.frame import WEEKDAYS, Days, Frame, Read, add_months, date_or_none, month_of, one, refused, shown
from scheduler.when.numerals import NUMBER, number

NO_SUCH_DAY = "没有{text}这一天，请重新说明日期"
NOT_THAT_WEEKDAY = "{day}不是周{said}，请问以哪个为准？"
NEXT_YEAR = "今年的{day}已经过了，请问是指明年吗？"
RECENTLY_DAYS = 60
CENTURY = 2000

_YEAR = r"(?:(?P<year>(?:19|20)\d\d|[一二][〇零○o0九一二三四五六七八]{3})年|(?P<said>[今明后去前本当]|次)年的?)"
_MONTH = rf"(?P<month>{NUMBER})月份?的?"
_BESIDE = r"(?:[(,]?(?:周|星期|礼拜)(?P<beside>[一二三四五六日天])[),]?)?"
_LAX = r"(?<=\d)(?=$|[,;。(~-]|[一-龥])(?![个份人名台元点:时米层楼栋分件])"
_FULL = re.compile(rf"{_YEAR}?{_MONTH}(?P<day>{NUMBER})(?:日|号|{_LAX}){_BESIDE}")
_ISO = re.compile(rf"(?<!\d)(?P<year>20\d\d)([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?!\d)日?{_BESIDE}")
_COMPACT = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_BEHIND = (
    r"(?=[日号(]|周|星期|礼拜|[上下中]午|早|晚|凌晨|傍晚| \d{1,2}[:点时]|之?前|以前|之?后|截止"
    r"|[-~—到至]{1,2}\d{1,2}[./月:日]|开|交|去|报|$)"
)
_SHORT = re.compile(rf"(?<![\d.a-z:/])(?P<month>\d{{1,2}})[./](?P<day>\d{{1,2}})(?![\d.]){_BEHIND}[日号]?{_BESIDE}")
_DASHED = re.compile(r"(?<![\d.a-z:/-])(?P<month>\d{1,2})-(?P<day>\d{1,2})(?= \d{1,2}:\d\d)")
_IN_MONTH = re.compile(
    rf"(?:(?P<which>本|这个?|当|下下个?|下个?|上个?|次)月份?的?)?(?P<day>{NUMBER})[日号](?!后|之后|以后|内|之内|以内){_BESIDE}"
)
_YEARS = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "后": 2, "去": -1, "前": -2}


def read_date(text: str, at: int, frame: Frame) -> Read | None:
    """Read a date at a place."""
    for pattern, read in _PATTERNS:
        if found := pattern.match(text, at):
            days = read(found, frame)
            return (_compared(days, found), found.end()) if days else None
    return None


def _full(found: re.Match[str], frame: Frame) -> Days | None:
    month, day = number(found["month"]), number(found["day"])
    written = f"{month}月{day}日"
    if not 1 <= month <= 12:  # noqa: PLR2004 — months
        return refused(NO_SUCH_DAY.format(text=written), frame.today) if month >= 0 else None
    if found["year"] or found["said"]:
        year = number(found["year"]) if found["year"] else frame.today.year + _YEARS[found["said"]]
        exact = date_or_none(year, month, day)
        return one(exact) if exact else refused(NO_SUCH_DAY.format(text=f"{year}年{written}"), frame.today)
    return _coming(month, day, frame) or refused(NO_SUCH_DAY.format(text=written), frame.today)


def _coming(month: int, day: int, frame: Frame) -> Days | None:
    """Return the next such day, today included; 29 February waits for its year."""
    found = [day_ for years in range(-1, 9) if (day_ := date_or_none(frame.today.year + years, month, day))]
    coming = next((day_ for day_ in found if day_ >= frame.today), None)
    if coming is None:
        return None
    passed = [day_ for day_ in found if day_ < frame.today and (frame.today - day_).days <= RECENTLY_DAYS]
    return one(coming, question=NEXT_YEAR.format(day=f"{month}月{day}日") if passed else "")


def _iso(found: re.Match[str], frame: Frame) -> Days | None:
    exact = date_or_none(int(found["year"]), int(found["month"]), int(found["day"]))
    return one(exact) if exact else refused(NO_SUCH_DAY.format(text=found[0].strip()), frame.today)


def _short(found: re.Match[str], frame: Frame) -> Days | None:
    month, day = int(found["month"]), int(found["day"])
    return _coming(month, day, frame) if 1 <= month <= 12 and 1 <= day <= 31 else None  # noqa: PLR2004 — a date


def _in_month(found: re.Match[str], frame: Frame) -> Days | None:
    day, which = number(found["day"]), found["which"]
    if not 1 <= day <= 31:  # noqa: PLR2004 — a day of a month
        return None
    if which:
        shift = -1 if which[0] == "上" else 2 if which.startswith("下下") else int(which[0] in "下次")
        first, _ = month_of(frame.today.year, frame.today.month, shift)
        exact = date_or_none(first.year, first.month, day)
        return one(exact) if exact else refused(NO_SUCH_DAY.format(text=f"{first.month}月{day}日"), frame.today)
    exact = date_or_none(frame.today.year, frame.today.month, day)
    if exact and exact >= frame.today:
        return one(exact, later=_in_next_month(exact) if exact == frame.today else None)
    return one(_next_with(day, frame.today))


def _next_with(day: int, today: date) -> date:
    """Return the next such day of a later month; the 31st waits for its month."""
    months = (month_of(today.year, today.month, shift)[0] for shift in range(1, 4))
    return next(found for first in months if (found := date_or_none(first.year, first.month, day)))


def _in_next_month(day: date) -> date | None:
    later = add_months(day, 1)
    return later if later.day == day.day else None


def _compared(days: Days, found: re.Match[str]) -> Days:
    """Ask where the weekday beside a date is another one."""
    said = (found.groupdict().get("beside") or "").replace("天", "日")
    if not said or days.refused or WEEKDAYS[days.first.weekday()] == said:
        return days
    return one(days.first, question=NOT_THAT_WEEKDAY.format(day=shown(days.first), said=said))


_PATTERNS = (
    (_FULL, _full),
    (_ISO, _iso),
    (_COMPACT, _iso),
    (_SHORT, _short),
    (_DASHED, _short),
    (_IN_MONTH, _in_month),
)
