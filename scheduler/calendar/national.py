"""The country's holidays and make-up workdays 调休, from the `holidays` library, loaded when first needed.

The State Council says each November how the next year is arranged; before that only the days the law itself names are
known, and `is_settled` is False. 《全国年节及纪念日放假办法》, State Council order 795 of 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

FIRST_YEAR, LAST_YEAR = 2008, 2099


@dataclass(frozen=True, slots=True)
class National:
    """One year. off: free days beside the weekends, by name. work: weekends worked. is_settled: 调休 is known."""

    off: Mapping[date, str] = field(default_factory=dict)
    work: frozenset[date] = frozenset()
    is_settled: bool = False


@cache
def national(year: int) -> National:
    """Return what is known of a year; of one far off nothing but that it has weekends."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return National()
    from holidays import country_holidays  # noqa: PLC0415 — 9 MB that a house which asks for no workday need not load

    found = country_holidays("CN", years=year, language="zh_CN")
    work = frozenset(day for day in found.weekend_workdays if day.year == year)
    return National({day: _called(name) for day, name in found.items()}, work, bool(work))


def _called(name: str) -> str:
    """Return the holiday's own name: of 清明节（补假） the first part; a day off in lieu is 调休."""
    return "调休" if name.startswith("休息日") else name.split("（", maxsplit=1)[0].removeprefix("农历")
