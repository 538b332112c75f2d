"""Which days and which part of them a short sentence on duty means. Pure, and small: what is not read here is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

NIGHT, DAYTIME = "night", "day"
WEEKDAYS = "一二三四五六日"
SMALL_HOURS = 6  # before it 今晚 is the night that is under way

_NEAR = {"大前天": -3, "前天": -2, "昨": -1, "今": 0, "明": 1, "大后天": 3, "后天": 2}
_NEAR_DAY = re.compile(r"大前天|前天|大后天|后天|[昨今明](?=[天日晚早夜]|$|谁|班|上午|下午)")
_WEEKDAY = re.compile(r"(下下|下个?|上上?个?|本|这个?)?(?:周|星期|礼拜)([一二三四五六日天末])")
_FULL = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[月/.-](\d{1,2})[日号]?")
_DAY_ALONE = re.compile(r"(?<!\d)(\d{1,2})[日号](?!楼)")
_NIGHT = re.compile(r"晚|夜")
_DAYTIME = re.compile(r"白天|白班|日班|上午|下午")
_NOW = re.compile(r"现在|此刻|目前|当前|这会儿?")
_ELSEWISE = re.compile(
    r"下下|[上下]个?(?:周|星期|礼拜|月)|月[底初中]|[上中下]旬|节|元旦|春节|中秋|国庆|五一|十一|寒假|暑假|假期|除夕|"
    r"[\d一二三四五六七八九十]+(?:[日号月天])(?!楼)|改天|以后|过几天|最近"
)


@dataclass(frozen=True, slots=True)
class Days:
    """Some days, and the part of them that is meant (NIGHT, DAYTIME, "" for all). is_now: no day was named."""

    first: date
    last: date
    part: str = ""
    is_now: bool = False


def read_days(text: str, now: datetime) -> Days | None:
    """Read the days a text names, now where it names none; None where it names some that can't be read here.

    text: folded, in Simplified characters. now: in the office's zone.
    """
    part = NIGHT if _NIGHT.search(text) else DAYTIME if _DAYTIME.search(text) else ""
    today = now.date()
    if near := _NEAR_DAY.search(text):
        first = today + timedelta(days=_NEAR[near.group()])
        under_way = near.group() == "今" and part == NIGHT and now.hour < SMALL_HOURS
        return Days(first, first, part, is_now=under_way)
    if weekday := _WEEKDAY.search(text):
        return _weekday(weekday[1] or "", weekday[2], today, part)
    if full := _FULL.search(text):
        return _on(_dated(full[1], int(full[2]), int(full[3]), today), part)
    if alone := _DAY_ALONE.search(text):
        return _on(_day_of_month(int(alone[1]), today), part)
    if _ELSEWISE.search(text) and not _NOW.search(text):
        return None
    return Days(today, today, part, is_now=not part)


def _weekday(which: str, name: str, today: date, part: str) -> Days | None:
    if which.startswith(("上", "下下")):
        return None
    monday = today - timedelta(days=today.weekday())
    if which.startswith("下"):
        monday += timedelta(days=7)
    if name == "末":
        return Days(monday + timedelta(days=5), monday + timedelta(days=6), part)
    found = monday + timedelta(days=WEEKDAYS.index("日" if name == "天" else name))
    if not which and found < today:  # a bare 周一 said on Wednesday is the next one
        found += timedelta(days=7)
    return Days(found, found, part)


def _on(day: date | None, part: str) -> Days | None:
    return Days(day, day, part) if day else None


def _dated(year: str | None, month: int, day: int, today: date) -> date | None:
    """Return the day; without a year the nearest one."""
    if year:
        return _date(int(year), month, day)
    near = [one for years in (-1, 0, 1) if (one := _date(today.year + years, month, day))]
    return min(near, key=lambda one: abs(one - today), default=None)


def _day_of_month(day: int, today: date) -> date | None:
    """Return the next such day of a month, today included."""
    this = _date(today.year, today.month, day)
    if this is not None and this >= today:
        return this
    year, month = divmod(today.year * 12 + today.month, 12)
    return _date(year, month + 1, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
