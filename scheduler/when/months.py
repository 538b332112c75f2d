"""Parts of months, quarters and years: 月底, 12月中旬, 第三季度, 年底前. What is rough is asked."""

from __future__ import annotations

import re
from datetime import date

from scheduler.when.frame import DAY, Days, Frame, Read, Shape, month_of
from scheduler.when.numerals import NUMBER, number

WHICH_DAY = "“{text}”请问具体是哪一天？"

_YEAR = r"(?:(?P<year>20\d\d)年|(?P<said>[今明后去前本当])年的?)"
_MONTH = re.compile(
    rf"{_YEAR}?(?:(?P<month>{NUMBER})月份?|(?P<which>本|这个?|当|下下个?|下个?|上个?|次)月份?)的?"
    r"(?P<part>[上中下]旬|月?[底末尾](?!下|端)|初(?!中|次|步|[一二三四五六七八九十])|中(?=[,。前]|之前|$)|最后一天|第一天)?"
)
_BARE = re.compile(r"月(?P<part>底|末|尾|初|中(?=[,。前]|之前|$))(?!下|端)|(?P<tenth>[上中下]旬)")
_QUARTER = re.compile(
    rf"{_YEAR}?(?:(?P<which>本|这个?|下个?|上个?)|第?(?P<nth>[一二三四1-4]))季度?的?(?P<part>[末底初]|最后一天|第一天)?(?<=[度末底初天])"
)
_QUARTER_END = re.compile(r"季度?[末底]")
_WHOLE_YEAR = re.compile(r"(?P<said>[今明后去])年(?!级|龄|轻|度|来|底|末|初)|(?:本年度?|年)(?=内|之内|以内)")
_YEAR_END = re.compile(
    r"(?:(?:(?P<year>20\d\d)年|(?P<said>[今明后去前本当])年)的?年?|年)(?P<part>[底末初中](?!级|学|型|医|心|药|次)|最后一天)"
)
_HALVES = re.compile(rf"{_YEAR}?(?P<half>[上下])半年")
_YEARS = {"今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "去": -1, "前": -2}
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
ENDS, STARTS = ("底", "末", "尾", "月底", "月末", "月尾", "最后一天"), ("第一天",)


def read_month(text: str, at: int, frame: Frame) -> Read | None:
    """Read a month, quarter, year or a part of one at a place."""
    for pattern, read in _PATTERNS:
        if found := pattern.match(text, at):
            days = read(found, frame)
            if days:
                return days, found.end()
    return None


def _month(found: re.Match[str], frame: Frame) -> Days | None:
    first = _first_of(found, frame)
    if first is None:
        return None
    return _part(first, month_of(first.year, first.month)[1], found["part"] or "", found[0])


def _first_of(found: re.Match[str], frame: Frame) -> date | None:
    today = frame.today
    if which := found["which"]:
        shift = -1 if which[0] == "上" else 2 if which.startswith("下下") else int(which[0] in "下次")
        return month_of(today.year, today.month, shift)[0]
    month = number(found["month"])
    if not 1 <= month <= 12:  # noqa: PLR2004 — months
        return None
    year = _year(found, frame)
    if year is None:
        year = today.year + (month < today.month)
    return date(year, month, 1)


def _year(found: re.Match[str], frame: Frame) -> int | None:
    if found["year"]:
        return int(found["year"])
    return frame.today.year + _YEARS[found["said"]] if found["said"] else None


def _part(first: date, last: date, part: str, text: str) -> Days:
    if part in ENDS:
        return Days(last, last)
    if part in STARTS:
        return Days(first, first)
    ask = WHICH_DAY.format(text=text.removesuffix("的"))
    if part == "初":
        return Days(first, first, Shape.ROUGH, question=ask)
    if part == "中":
        middle = first.replace(day=15)
        return Days(middle, middle, Shape.ROUGH, question=ask)
    if part in _TENTHS:
        begin, end = _TENTHS[part]
        return Days(first.replace(day=begin), min(first + (end - 1) * DAY, last), Shape.ROUGH, question=ask)
    return Days(first, last, Shape.RANGE, question=ask)


def _bare(found: re.Match[str], frame: Frame) -> Days | None:
    first, last = month_of(frame.today.year, frame.today.month)
    part = found["tenth"] or found["part"]
    days = _part(first, last, part, found[0])
    if days.last >= frame.today:
        return days
    first, last = month_of(first.year, first.month, 1)
    return _part(first, last, part, found[0])


def _quarter(found: re.Match[str], frame: Frame) -> Days | None:
    today = frame.today
    now = (today.month - 1) // 3
    if which := found["which"]:
        shift = -1 if which[0] == "上" else int(which[0] == "下")
        return _of_quarter(today.year, now + shift, found)
    quarter = number(found["nth"]) - 1
    year = _year(found, frame)
    return _of_quarter(today.year + (quarter < now) if year is None else year, quarter, found)


def _of_quarter(year: int, quarter: int, found: re.Match[str]) -> Days:
    first = month_of(year, 1, quarter * 3)[0]
    return _part(first, month_of(first.year, first.month, 2)[1], found["part"] or "", found[0])


def _quarter_end(_found: re.Match[str], frame: Frame) -> Days | None:
    last = month_of(frame.today.year, (frame.today.month - 1) // 3 * 3 + 3)[1]
    return Days(last, last)


def _year_part(found: re.Match[str], frame: Frame) -> Days | None:
    year = _year(found, frame)
    part = found["part"]
    ask = WHICH_DAY.format(text=found[0])
    chosen = frame.today.year if year is None else year
    if part in ENDS:
        return Days(date(chosen, 12, 31), date(chosen, 12, 31))
    month, day = (1, 1) if part == "初" else (6, 30)
    if year is None and date(chosen, month, day) < frame.today:
        chosen += 1
    return Days(date(chosen, month, day), date(chosen, month, day), Shape.ROUGH, question=ask)


def _whole_year(found: re.Match[str], frame: Frame) -> Days | None:
    year = frame.today.year + _YEARS.get(found["said"] or "今", 0)
    return Days(date(year, 1, 1), date(year, 12, 31), Shape.RANGE, question=WHICH_DAY.format(text=found[0]))


def _half(found: re.Match[str], frame: Frame) -> Days | None:
    year = _year(found, frame)
    is_first = found["half"] == "上"
    chosen = (frame.today.year + (is_first and frame.today.month > 6)) if year is None else year  # noqa: PLR2004 — June
    ask = WHICH_DAY.format(text=found[0])
    begin, end = ((1, 1), (6, 30)) if is_first else ((7, 1), (12, 31))
    return Days(date(chosen, *begin), date(chosen, *end), Shape.RANGE, question=ask)


_PATTERNS = (
    (_QUARTER, _quarter),
    (_QUARTER_END, _quarter_end),
    (_HALVES, _half),
    (_YEAR_END, _year_part),
    (_MONTH, _month),
    (_BARE, _bare),
    (_WHOLE_YEAR, _whole_year),
)
