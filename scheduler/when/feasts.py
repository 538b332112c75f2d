"""Holidays and 农历: 元旦, 国庆期间, 节后第一个工作日, 腊月廿三."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from scheduler.calendar.lunar import eve, solar
from scheduler.calendar.national import national
from scheduler.calendar.sun import winter_solstice
from scheduler.when.frame import Days, Frame, Read, Shape, date_or_none, refused
from scheduler.when.numerals import number

UNKNOWN = "不知道“{text}”是哪一天，请说明日期"
WHICH_NEW_YEAR = "请问是春节，还是元旦？请说明日期"
_SOLAR = {
    "元旦": (1, 1), "植树节": (3, 12), "妇女节": (3, 8), "三八节": (3, 8), "三八": (3, 8), "劳动节": (5, 1),
    "五一": (5, 1), "五四": (5, 4), "青年节": (5, 4), "儿童节": (6, 1), "六一": (6, 1), "七一": (7, 1),
    "建党节": (7, 1), "建军节": (8, 1), "八一": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
    "十一": (10, 1), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
    "圣诞": (12, 25), "平安夜": (12, 24),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "过年": (1, 1),
    "大年初一": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中秋": (8, 15),
    "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
    "二月二": (2, 2), "三月三": (3, 3), "九月九": (9, 9),
}  # fmt: skip
_EVES = ("除夕", "大年三十", "年三十")
_OTHERS = "[路街村楼]|餐厅|食堂|广场|小区"
_NAMES = "|".join(
    f"{name}(?![十日号]|楼)" if "月" in name else name
    for name in sorted((*_SOLAR, *_LUNAR, *_EVES, "清明", "冬至"), key=len, reverse=True)
)
_FEAST = re.compile(
    rf"(?:(?P<year>20\d\d)年|(?P<said>今|明|去|后)年的?)?(?P<name>{_NAMES})(?:国际|建[军党]|劳动|妇女|青年|儿童)?节?(?!{_OTHERS})"
    r"(?P<run>(?:小?长?假期?|黄金周)?(?:放假)?期间|小?长?假期?(?!前|后|之|以)|黄金周)?(?:小?长?假期?)?(?:当[天日])?"
)
_ANY = re.compile(r"(?:节假日?|假期?|长假|收假|节(?!目|约|能|水|电|日|省|气|点|奏|选)|放假)(?=(?:之|以)?[前后](?!台))")
_BARE_NUMBER = ("五一", "十一", "七一", "八一", "三八", "六一", "五四")
_BARE_FOLLOWED = re.compile(
    r"(?:放假|假|期间|之?前|之?后|以[前后]|节|当天|劳动|国际|表彰|黄金周|小长假|长假|建|快到|的?值班|妇女|青年|儿童|$|[,。;、])"
)
_NEW_YEAR = re.compile(
    r"(?<![今明去后前每半几多近数来上下当本百千\d一二三四五六七八九十两])年(?=(?:之|以)?[前后](?![台面往来期提勤]))"
)
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LUNAR_DAY = re.compile(
    r"(?P<mark>农历|阴历|旧历)?(?:(?P<said>今|明)年)?(?:(?P<new>大?年)(?=初)|(?P<month>正|冬|腊|十[一二]?|[二三四五六七八九])月(?:的)?)"
    r"(?P<day>初[一二三四五六七八九十]|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|三十)(?![日号]?[年月点个])(?P<end>[日号])?"
)
_YEARS = {"今": 0, "明": 1, "去": -1, "后": 2}


def read_feast(text: str, at: int, frame: Frame) -> Read | None:
    """Read a holiday or a day of 农历 at a place."""
    if (found := _LUNAR_DAY.match(text, at)) and (days := _lunar(found, frame)):
        return days, found.end()
    if found := _FEAST.match(text, at):
        is_number = found["name"] in _BARE_NUMBER and not found["run"]
        named = at + len(found[0].split(found["name"])[0]) + len(found["name"])
        if is_number and not (_BARE_FOLLOWED.match(text, named) and not text[max(at - 1, 0) : at].isalnum()):
            return None
        return _feast(found, frame), found.end()
    if found := _NEW_YEAR.match(text, at):
        days = _of_year(lambda year: solar(year, 1, 1), None, None, frame)
        return (replace(days, question=WHICH_NEW_YEAR), found.end()) if days else None
    if found := _ANY.match(text, at):
        first, last = frame.calendar.next_holiday(frame.today)
        return Days(first, last, Shape.FEAST), found.end()
    return None


def _lunar(found: re.Match[str], frame: Frame) -> Days | None:
    said, day = found["day"], number(found["day"].removeprefix("初"))
    is_marked = found["mark"] or found["new"] or found["month"] in _MONTHS or said[0] in "初廿"
    if not is_marked or (found["end"] and not found["mark"]):
        return None
    month = 1 if found["new"] else _MONTHS.get(found["month"]) or number(found["month"])
    days = _of_year(lambda year: solar(year, month, day), found["said"], None, frame)
    return days or refused(UNKNOWN.format(text=found[0]), frame.today)


def _feast(found: re.Match[str], frame: Frame) -> Days:
    days = _of_year(lambda year: day_of(found["name"], year), found["said"], found["year"], frame)
    if days is None:
        return refused(UNKNOWN.format(text=found[0]), frame.today)
    run = frame.calendar.run_off(days.first) if found["run"] else None
    return Days(*run, Shape.FEAST) if run else days


def _of_year(day_in: Callable[[int], date | None], said: str | None, year: str | None, frame: Frame) -> Days | None:
    """Return the day in the year that was named, else the next to come."""
    today = frame.today
    if year or said:
        found = day_in(int(year) if year else today.year + _YEARS[said or "今"])
    else:
        every = (day_in(one) for one in (today.year - 1, today.year, today.year + 1))
        found = next((day for day in every if day and day >= today), None)
    return Days(found, found, Shape.FEAST) if found else None


def day_of(name: str, year: int) -> date | None:
    """Return the day a holiday falls on in a year; a 农历 one that in the lunar year begun in it."""
    if name in _SOLAR:
        return date_or_none(year, *_SOLAR[name])
    if name in _LUNAR:
        return solar(year, *_LUNAR[name])
    if name in _EVES:
        return eve(year)
    if name == "冬至":
        return winter_solstice(year)
    return next((day for day, called in national(year).off.items() if called.startswith(name)), None)
