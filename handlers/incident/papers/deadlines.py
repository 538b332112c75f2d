"""Until when a measure is to be done, as people write it: 12月1日前, 月底, 两周内, 下周五. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.text import numeral

_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
DEADLINE = re.compile(
    rf"(?:(?P<year>\d{{4}}|今|明)[年\-/.])?(?P<month>{_NUMBER})[月\-/.](?:(?P<day>{_NUMBER})[日号]?|(?P<end>底))|"
    rf"(?P<this_end>(?:本|这个?|当)?月底)|(?P<next_end>下个?月底)|(?P<year_end>(?:今年)?年底)|"
    rf"(?:(?P<this>本|这个?)|(?P<next>下个?))?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])|"
    rf"(?P<count>{_NUMBER})个?(?P<unit>工作日|天|日|周|星期|月)(?:之|以)?内|"
    r"(?P<soon>立即|马上|即日|当天|当日|今天)|(?P<tomorrow>明天|明日)|(?P<after>后天)"
)
_TAIL = re.compile(r"(?:前|之前|以前)?(?:完成|办完|落实|整改完成?)?$")
_WEEKDAYS = "一二三四五六日"
HALF_A_YEAR = timedelta(days=183)
SATURDAY, DECEMBER, DAYS_OF_MONTH = 5, 12, 30


def deadline(said: str, today: date) -> date | None:
    """Return the day meant; None where none can be read or it is no day of the calendar."""
    found = DEADLINE.fullmatch(_TAIL.sub("", said.strip()))
    if found is None:
        return None
    if found["month"] or found["weekday"]:
        return _in_year(found, today) if found["month"] else _weekday(found, today)
    if found["count"]:
        return _counted(numeral(found["count"]) or 0, found["unit"], today)
    if found["soon"] or found["tomorrow"] or found["after"]:
        return today + timedelta(days=1 if found["tomorrow"] else 2 if found["after"] else 0)
    month_on = today.year * 12 + today.month - 1 + (1 if found["next_end"] else 0)
    return _last_day(today.year, DECEMBER) if found["year_end"] else _last_day(month_on // 12, month_on % 12 + 1)


def _in_year(found: re.Match[str], today: date) -> date | None:
    month = numeral(found["month"]) or 0
    year = {"": today.year, "今": today.year, "明": today.year + 1}.get(found["year"] or "") or int(found["year"])
    day = _day(year, month, found)
    if day is None or found["year"] or day >= today:
        return day
    later = _day(year + 1, month, found)
    return later if later is not None and later - today < HALF_A_YEAR else None


def _day(year: int, month: int, found: re.Match[str]) -> date | None:
    if not 1 <= month <= DECEMBER:
        return None
    try:
        return _last_day(year, month) if found["end"] else date(year, month, numeral(found["day"]) or 0)
    except ValueError:
        return None


def _weekday(found: re.Match[str], today: date) -> date | None:
    wanted = _WEEKDAYS.index(found["weekday"].replace("天", "日"))
    day = today + timedelta(days=wanted - today.weekday() + (7 if found["next"] else 0))
    return day if day >= today else None


def _counted(count: int, unit: str, today: date) -> date:
    if unit == "工作日":
        return _workdays_on(count, today)
    return today + timedelta(days=count * {"周": 7, "星期": 7, "月": DAYS_OF_MONTH}.get(unit, 1))


def _workdays_on(count: int, today: date) -> date:
    day = today
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
