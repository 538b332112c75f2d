"""The office's calendar as a value: which days are worked, which week of teaching it is, which period one is in.

What the office entered goes before what the country arranged. Pure: it is built once and asked often. A day in a year
whose 调休 nobody announced yet is answered by the law's own days and weekends, and `is_known` says so; never an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scheduler.calendar.national import LAST_YEAR, national

SATURDAY = 5
DAY, WEEK = timedelta(days=1), timedelta(days=7)
A_YEAR = 366
LONGEST_RUN = 60  # no run of free days is longer but 寒暑假, which are periods
TERM, WINTER, SUMMER, GUARD = "教学周", "寒假", "暑假", "保障期"
KINDS = (TERM, WINTER, SUMMER, GUARD)


@dataclass(frozen=True, slots=True)
class Day:
    """What the office says of one day. name: why (国庆节)."""

    is_work: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Some days with a name, first and last included. kind: one of KINDS; the weeks of a TERM are counted."""

    name: str
    kind: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def monday(self) -> date:
        """Return the Monday of the first week."""
        return self.first - self.first.weekday() * DAY

    @property
    def weeks(self) -> int:
        """Return how many weeks it has."""
        return (self.last - self.monday).days // 7 + 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's calendar. days: its own; periods: 校历; settled: years whose notice the office imported."""

    days: Mapping[date, Day] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    settled: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether the office works on a day."""
        if own := self.days.get(day):
            return own.is_work
        year = national(day.year)
        return day in year.work or (day.weekday() < SATURDAY and day not in year.off)

    def is_known(self, day: date) -> bool:
        """Whether 调休 of that day's year was announced and is in here."""
        return day.year in self.settled or national(day.year).is_settled

    def known_until(self, today: date) -> date:
        """Return the last day from `today` on whose 调休 is known; the day before this year where it is not."""
        year = today.year
        while year <= LAST_YEAR and self.is_known(date(year, 1, 1)):
            year += 1
        return date(year - 1, 12, 31)

    def name_of(self, day: date) -> str:
        """Return what a day off is called, empty where it has no name."""
        if own := self.days.get(day):
            return "" if own.is_work else own.name
        return national(day.year).off.get(day, "")

    def next_workday(self, after: date) -> date:
        """Return the first workday after a day."""
        return self.add_workdays(after, 1)

    def add_workdays(self, day: date, count: int) -> date:
        """Return the `count`-th workday after a day, before it where the count is negative; 0 is the day itself."""
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays(self, first: date, last: date) -> list[date]:
        """Return the workdays from `first` to `last`, both included."""
        return [day for day in _each(first, last) if self.is_workday(day)]

    def run_off(self, day: date) -> tuple[date, date] | None:
        """Return the first and last of the days off in a row around a day; None for a workday."""
        if self.is_workday(day):
            return None
        first = last = day
        while not self.is_workday(first - DAY) and (day - first).days < LONGEST_RUN:
            first -= DAY
        while not self.is_workday(last + DAY) and (last - day).days < LONGEST_RUN:
            last += DAY
        return first, last

    def next_holiday(self, since: date) -> tuple[date, date]:
        """Return the run of days off around the next day off that is no plain weekend, `since` itself included."""
        day = since
        while not self._is_holiday(day) and (day - since).days < A_YEAR:
            day += DAY
        return self.run_off(day) or (day, day)

    def in_period(self, day: date, kind: str) -> Period | None:
        """Return the period of a kind that holds a day."""
        return next((one for one in self.periods if one.kind == kind and day in one), None)

    def next_period(self, day: date, kind: str, name: str = "") -> Period | None:
        """Return the period of a kind (and with `name` in its name) that holds a day, else the next to come."""
        found = (one for one in self.periods if one.kind == kind and one.last >= day and name in one.name)
        return min(found, key=lambda one: one.first, default=None)

    def periods_on(self, day: date) -> list[Period]:
        """Return every period that holds a day."""
        return [one for one in self.periods if day in one]

    def teaching_week(self, day: date) -> int | None:
        """Return which week of teaching a day is in, 1 the first; None outside."""
        term = self.in_period(day, TERM)
        return (day - term.monday).days // 7 + 1 if term else None

    def _is_holiday(self, day: date) -> bool:
        return not self.is_workday(day) and bool(self.name_of(day))


def _each(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY
