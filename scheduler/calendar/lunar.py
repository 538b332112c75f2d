"""The lunisolar calendar 农历 of the years 2020 to 2050: a frozen table, no computation while somebody waits.

The table was computed from new moons and the sun's longitude at 120° E by the rules of GB/T 33661-2017; a test compares
it with the festivals of the `holidays` library.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

SHORT, LONG = 29, 30

#: For each lunar year: its first day, its leap month (0 none), and each month's length, L for 30 days, s for 29.
YEARS: Final = """
2020-01-25 4 sLLLsLssLsLsL
2021-02-12 0 sLLsLsLsLsLs
2022-02-01 0 LsLsLLsLsLsL
2023-01-22 2 sLssLLsLLsLsL
2024-02-10 0 sLssLsLLsLLs
2025-01-29 6 LsLssLsLsLLLs
2026-02-17 0 LsLssLssLLLs
2027-02-06 0 LLsLssLssLLs
2028-01-26 5 LLLsLssLssLLs
2029-02-13 0 LLsLsLsLssLL
2030-02-03 0 sLsLLsLsLsLs
2031-01-23 3 sLLsLsLLsLsLs
2032-02-11 0 LssLsLLsLLsL
2033-01-31 11 sLssLsLsLLLsL
2034-02-19 0 sLssLsLsLLsL
2035-02-08 0 LsLssLssLLsL
2036-01-28 6 LLsLssLssLsLL
2037-02-15 0 LLsLssLssLsL
2038-02-04 0 LLsLsLsLssLs
2039-01-24 5 LLsLLsLsLsLss
2040-02-12 0 LsLLsLsLLsLs
2041-02-01 0 sLsLsLLsLLsL
2042-01-22 2 sLssLsLsLLsLL
2043-02-10 0 sLssLssLLsLL
2044-01-30 7 LsLssLssLsLLL
2045-02-17 0 LsLssLssLsLL
2046-02-06 0 LsLsLsLssLsL
2047-01-26 5 LsLLsLsLssLsL
2048-02-14 0 sLLsLLsLssLs
2049-02-02 0 LsLsLLsLLsLs
2050-01-23 3 sLsLsLsLLsLLs
"""


def _rows() -> dict[int, tuple[date, int, str]]:
    rows = (line.split() for line in YEARS.split("\n") if line)
    return {int(first[:4]): (date.fromisoformat(first), int(leap), months) for first, leap, months in rows}


_YEARS: Final = _rows()


def solar(year: int, month: int, day: int) -> date | None:
    """Return the day of 农历 `year` (named after the solar year it begins in); None where it is not or not known.

    A leap month is never meant by its bare number. day 30 of a month of 29 days is no day.
    """
    if year not in _YEARS:
        return None
    first, leap, months = _YEARS[year]
    place = month - 1 + (leap != 0 and month > leap)
    lengths = [LONG if one == "L" else SHORT for one in months]
    if not 1 <= day <= lengths[place]:
        return None
    return first + timedelta(days=sum(lengths[:place]) + day - 1)


def eve(year: int) -> date | None:
    """Return 除夕, the last day of 农历 `year`; None where it is not known."""
    if year not in _YEARS:
        return None
    first, _, months = _YEARS[year]
    return first + timedelta(days=sum(LONG if one == "L" else SHORT for one in months) - 1)
