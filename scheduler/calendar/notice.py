"""The State Council's yearly notice 节假日安排 as people paste it, read into the rows of the sheet 放假调休.

Its form since 2014: 「劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。」 The weekday
beside a date and the number of days are checked. What does not agree is a fault; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import SheetError

TITLE = "放假通知"
HEADINGS = ("日期", "安排", "名称", "依据")
OFF, WORK, COUNTRY = "放假", "上班", "国家通知"
NO_YEAR = "通知里没有写明年份，请在第一行补上，如“关于2027年部分节假日安排的通知”"
NO_SUCH_DAY = "{name}：“{text}”不是日期，请核对通知"
WRONG_WEEKDAY = "{name}：“{text}”实际是星期{weekday}，请核对通知"
WRONG_COUNT = "{name}：写着共{said}天，按日期算是{counted}天，请核对通知"
TOO_LONG = "{name}：“{text}”前后不对，请核对通知"
LONGEST = 31
WEEKDAYS = "一二三四五六日"

_YEAR = re.compile(r"(20\d\d)年")
_FEAST = re.compile(r"((?:元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节?)(?:[、和与暨]?[一-鿿]{2}节)?):")
_DAY = r"(?:(20\d\d)年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]{1,20})\))?"
_TOKEN = re.compile(rf"{_DAY}(?:[至到—~-]{{1,2}}{_DAY})?|放假|连休|补休|上班|鼓励[^。]{{0,200}}")
_COUNT = re.compile(r"共(\d{1,2})天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class _Said:
    """A day as it is written."""

    year: str | None
    month: str | None
    day: str
    beside: str | None

    @property
    def text(self) -> str:
        return f"{self.month or ''}{'月' if self.month else ''}{self.day}日"


def rows_of_notice(text: str) -> list[list[str]] | None:
    """Read a notice into rows of the sheet, headings first; None where the text is none.

    Raises SheetError with every fault.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    heads = list(_FEAST.finditer(plain))
    if not heads or OFF not in plain:
        return None
    year = _YEAR.search(plain)
    if year is None:
        raise SheetError(TITLE, [NO_YEAR])
    ends = [*(head.start() for head in heads[1:]), len(plain)]
    faults: list[str] = []
    rows: list[list[str]] = []
    for head, end in zip(heads, ends, strict=True):
        rows += _feast(head[1], plain[head.end() : end], int(year[1]), faults)
    if faults:
        raise SheetError(TITLE, faults)
    return [list(HEADINGS), *rows]


def _feast(name: str, body: str, year: int, faults: list[str]) -> list[list[str]]:
    days: dict[date, str] = {}
    for verb, first, last in _said(body):
        span = _span(name, first, last, year, faults)
        days |= dict.fromkeys(span, WORK if verb == WORK else OFF)
    counted = sum(1 for said in days.values() if said == OFF)
    count = _COUNT.search(body)
    if count and days and "连休" not in body and int(count[1]) != counted and not faults:
        faults.append(WRONG_COUNT.format(name=name, said=count[1], counted=counted))
    return [[day.isoformat(), said, name if said == OFF else "", COUNTRY] for day, said in sorted(days.items())]


def _said(body: str) -> Iterator[tuple[str, _Said, _Said | None]]:
    """Yield each day or span with the verb that follows it."""
    waiting: list[tuple[_Said, _Said | None]] = []
    for found in _TOKEN.finditer(body):
        if found[3]:
            last = _Said(*found.group(5, 6, 7, 8)) if found[7] else None
            waiting.append((_Said(*found.group(1, 2, 3, 4)), last))
        else:
            yield from ((found[0], *one) for one in waiting)
            waiting = []


def _span(name: str, first: _Said, last: _Said | None, year: int, faults: list[str]) -> list[date]:
    start = _date(name, first, date(year, 1, 1), faults)
    end = _date(name, last, start, faults) if last and start else start
    if start is None or end is None:
        return []
    length = (end - start).days
    if not 0 <= length < LONGEST:
        faults.append(TOO_LONG.format(name=name, text=f"{first.text}至{(last or first).text}"))
        return []
    return [start + timedelta(days=number) for number in range(length + 1)]


def _date(name: str, said: _Said, near: date, faults: list[str]) -> date | None:
    """Return the day; month and year are those of the day before it where they are not written."""
    month = int(said.month or near.month)
    year = int(said.year) if said.year else near.year + (month < near.month)
    try:
        day = date(year, month, int(said.day))
    except ValueError:
        faults.append(NO_SUCH_DAY.format(name=name, text=said.text))
        return None
    beside = _WEEKDAY.search(said.beside or "")
    weekday = WEEKDAYS[day.weekday()]
    if beside and beside[1].replace("天", "日") != weekday:
        faults.append(WRONG_WEEKDAY.format(name=name, text=f"{said.text}（周{beside[1]}）", weekday=weekday))
    return day
