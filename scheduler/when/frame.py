"""What the readers share: where they stand in time, and what days are when read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from scheduler.calendar import Calendar

DAY = timedelta(days=1)
SMALL_HOURS = 5  # until then who is awake may call the day before today
WEEKDAYS = "一二三四五六日"
EARLIEST, LATEST = 1990, 2099


class Shape(Enum):
    """What sort of days they are: what 前 and 后 mean beside them depends on it."""

    DAY = "day"
    RANGE = "range"  # 下周, 12月
    FEAST = "feast"  # 国庆, 节
    PERIOD = "period"  # 寒假, 期末考试
    ROUGH = "rough"  # 中旬, 月初: asked


@dataclass(frozen=True, slots=True)
class Frame:
    """When a text was said (in the office's zone), and what the calendar says."""

    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        """Return the day it was said."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Days:
    """Days that were read. later: these instead where the time of day has passed."""

    first: date
    last: date
    shape: Shape = Shape.DAY
    later: date | None = None
    question: str = ""
    refused: str = ""


Read = tuple[Days, int]
Reader = Callable[[str, int, Frame], Read | None]


def one(day: date, *, question: str = "", later: date | None = None) -> Days:
    """Return a single day."""
    return Days(day, day, later=later, question=question)


def refused(why: str, today: date) -> Days:
    """Return a day that can't be."""
    return Days(today, today, refused=why)


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date, None where there is none or it is too far off to be meant."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int, shift: int = 0) -> tuple[date, date]:
    """Return the first and last day of the month `shift` months after a month."""
    years, month0 = divmod(year * 12 + month - 1 + shift, 12)
    first = date(years, month0 + 1, 1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months later, the last of a shorter month."""
    first, last = month_of(day.year, day.month, count)
    return min(first + (day.day - 1) * DAY, last)


def shown(day: date) -> str:
    """Say a day as people do: 11月20日（周五）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
