"""From when to when somebody wants figures: 本月, 上季度, 上半年, 2026年3月. Pure; days of the office's calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DECEMBER, QUARTER = 12, 3
_NUMERALS = {said: number for number, said in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12}
_YEAR = re.compile(r"(?P<year>20\d\d|今|本|去|上|前)(?:一)?年(?:度)?(?!级)")
_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?")
_QUARTER = re.compile(r"第?(?P<quarter>[1-4一二三四])季度")
_MONTHS = re.compile(
    r"(?P<first>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月?(?:份)?\s*(?:到|至|[-—~～])\s*"
    r"(?P<last>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?!\d)"
)
_HALF = re.compile(r"(?P<half>上|下|前|后|本|这)(?:个)?半年")
_THIS_OR_LAST = re.compile(r"(?P<which>本|这|上|当)(?:一)?(?:个)?(?P<span>月|周|星期|礼拜|季度)")
_LATELY = re.compile(r"(?:最近|近|过去)(?P<days>\d{1,3})天")
_SAID = (_LATELY, _THIS_OR_LAST, _HALF, _YEAR, _MONTHS, _QUARTER, _MONTH)


@dataclass(frozen=True, slots=True)
class Period:
    """Some days. since: the first; until: the day after the last. called: as people say it."""

    since: date
    until: date
    called: str

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return from which moment to which."""
        return datetime.combine(self.since, time.min, zone), datetime.combine(self.until, time.min, zone)

    @property
    def days(self) -> str:
        """Return the first and the last day in words."""
        last = self.until - timedelta(days=1)
        return f"{_day(self.since)}至{_day(last)}"


def names_period(text: str) -> bool:
    """Whether a text says any days at all."""
    return any(one.search(text) for one in _SAID)


def without_period(text: str) -> str:
    """Return a text without the days it names."""
    for one in _SAID:
        text = one.sub(" ", text)
    return text


def period_in(text: str, today: date) -> Period:
    """Return which days a text names; none named: this year. What lies ahead of today is left out."""
    found = _named(text, today)
    return Period(found.since, max(min(found.until, today + timedelta(days=1)), found.since), found.called)


def between(since: date, until: date) -> Period:
    """Return the days from one to another, both among them."""
    return Period(since, until + timedelta(days=1), f"{_day(since)}至{_day(until)}")


def _named(text: str, today: date) -> Period:
    if found := _LATELY.search(text):
        days = max(int(found["days"]), 1)
        return Period(today - timedelta(days=days - 1), today + timedelta(days=1), f"最近{days}天")
    if found := _THIS_OR_LAST.search(text):
        return _this_or_last(found["span"], today, is_last=found["which"] == "上")
    return _of_year(text, today)


def _of_year(text: str, today: date) -> Period:
    year, is_named = _year(text, today)
    if found := _HALF.search(text):
        return _half(year, found["half"], today)
    if found := _MONTHS.search(text):
        return _months(year, _number(found["first"]), _number(found["last"]))
    if found := _QUARTER.search(text):
        return _quarter(year, _number(found["quarter"]))
    if found := _MONTH.search(text):
        month = _number(found["month"])
        return _month(year - (not is_named and month > today.month), month)
    return Period(date(year, 1, 1), date(year + 1, 1, 1), f"{year}年")


def _year(text: str, today: date) -> tuple[int, bool]:
    found = _YEAR.search(text)
    if found is None:
        return today.year, False
    said = found["year"]
    return (int(said) if said.isdecimal() else today.year - {"去": 1, "上": 1, "前": 2}.get(said, 0)), True


def _this_or_last(span: str, today: date, *, is_last: bool) -> Period:
    if span == "月":
        first = today.replace(day=1)
        one = first - timedelta(days=1) if is_last else first
        return _month(one.year, one.month)
    if span == "季度":
        number = (today.month - 1) // QUARTER
        first = date(today.year, number * QUARTER + 1, 1)
        one = first - timedelta(days=1) if is_last else first
        return _quarter(one.year, (one.month - 1) // QUARTER + 1)
    monday = today - timedelta(days=today.weekday() + (7 if is_last else 0))
    return Period(monday, monday + timedelta(days=7), "上周" if is_last else "本周")


def _half(year: int, which: str, today: date) -> Period:
    is_second = which in "下后" or (which in "本这" and today.month > DECEMBER // 2)
    first = date(year, DECEMBER // 2 + 1 if is_second else 1, 1)
    return Period(
        first, _first_after(year, first.month + DECEMBER // 2 - 1), f"{year}年{'下' if is_second else '上'}半年"
    )


def _months(year: int, first: int, last: int) -> Period:
    """Return some months; 11月到2月 began the year before."""
    since = date(year - (first > last), first, 1)
    return Period(since, _first_after(year, last), f"{since.year}年{first}月至{last}月")


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), _first_after(year, month), f"{year}年{month}月")


def _quarter(year: int, number: int) -> Period:
    last = number * QUARTER
    return Period(date(year, last - QUARTER + 1, 1), _first_after(year, last), f"{year}年第{number}季度")


def _first_after(year: int, month: int) -> date:
    return date(year + month // DECEMBER, month % DECEMBER + 1, 1)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMERALS[said]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
