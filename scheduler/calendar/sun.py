"""The two of the 24 节气 that people date by, 清明 and 冬至, by the usual formula (寿星公式) for this century."""

from __future__ import annotations

from datetime import date

CENTURY, LAST = 2000, 100
WRONG_BY_A_DAY = 2021  # the formula's one exception for 冬至


def qingming(year: int) -> date | None:
    """Return 清明 of a year of this century."""
    day = _day(year, 4.81)
    return date(year, 4, day) if day else None


def winter_solstice(year: int) -> date | None:
    """Return 冬至 of a year of this century."""
    day = _day(year, 21.94)
    return date(year, 12, day - (year == WRONG_BY_A_DAY)) if day else None


def _day(year: int, base: float) -> int:
    in_century = year - CENTURY
    return int(in_century * 0.2422 + base) - in_century // 4 if 0 <= in_century < LAST else 0
