"""Until which day: 三天内, 11月30日前, 周五前, 明天. Pure.

A day of the month or of the week is the next one that is not over; what can't be a day is none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.text import fold, numeral, squeeze

LONGEST, SUNDAY, DECEMBER = 366, 6, 12  # days, of the week, of the year
_NUMBER = r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_WITHIN = re.compile(rf"{_NUMBER}(?:个)?(?P<unit>天|日|周|星期|礼拜|月)(?:之?内|以内|整改|完成|期限|改)")
_DATE = re.compile(
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月)?(?P<day>\d{1,2}|[一二三四五六七八九十廿]{1,3})[日号]"
)
_WEEKDAY = re.compile(r"(?P<next>下)?(?:这|本)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_NAMED = (("大后天", 3), ("后天", 2), ("明天", 1), ("明日", 1), ("今天", 0), ("今日", 0), ("当天", 0))
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}


def day_in(text: str, today: date) -> date | None:
    """Return the day a text names; None where it names none, or one more than a year ahead."""
    said = squeeze(fold(text))
    if found := _WITHIN.search(said):
        days = (numeral(found["number"]) or 0) * _DAYS[found["unit"]]
        return today + timedelta(days=days) if 0 < days <= LONGEST else None
    for word, days in _NAMED:
        if word in said:
            return today + timedelta(days=days)
    if found := _WEEKDAY.search(said):
        return _weekday(today, min("一二三四五六日天".index(found["day"]), SUNDAY), found["next"])
    if "月底" in said:
        return _first_of(today.year, today.month + 1) - timedelta(days=1)
    if found := _DATE.search(said):
        return _date(today, numeral(found["month"] or ""), numeral(found["day"]) or 0)
    return None


def _weekday(today: date, weekday: int, is_next: str | None) -> date:
    if is_next:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _date(today: date, month: int | None, day: int) -> date | None:
    """Return the next such day; without a month, of this month or the next."""
    if month is not None and not 1 <= month <= DECEMBER:
        return None
    tries = (
        [(today.year, month), (today.year + 1, month)]
        if month
        else [(today.year, today.month), (today.year, today.month + 1)]
    )
    for year, number in tries:
        first = _first_of(year, number)
        found = first + timedelta(days=day - 1)
        if day >= 1 and found.month == first.month and found >= today:
            return found
    return None


def _first_of(year: int, month: int) -> date:
    """Return the first day of a month; the thirteenth is January of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
