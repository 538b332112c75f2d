"""A rule by which something comes again: RFC 5545 where it has the words, our own where it asks the calendar.

Our own forms, each with `;BYHOUR=…;BYMINUTE=…` behind it where a time was said:
`WORKDAY` every day worked · `MONTHLY-LAST-WORKDAY`, `MONTHLY-FIRST-WORKDAY`, `MONTHLY-3-WORKDAY`,
`QUARTERLY-LAST-5-WORKDAY` (the fifth from the end), so too `WEEKLY-` and `YEARLY-` · `LUNAR;BYMONTH=12;BYMONTHDAY=23`
农历 (-1: 除夕) · `QINGMING`, `DONGZHI` 清明, 冬至 · `TERM;BYWEEKNO=8;BYDAY=WE` a week of teaching ·
`TERM-ODD;BYDAY=WE`, `TERM-EVEN` 单周, 双周.
An INTERVAL is counted from the first occurrence, as RFC 5545 counts from DTSTART.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.calendar import Calendar
from scheduler.calendar.lunar import eve, solar
from scheduler.calendar.sun import qingming, winter_solstice

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY = "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
QUARTERLY, WORKDAY, LUNAR, TERM, ODD, EVEN = "QUARTERLY", "WORKDAY", "LUNAR", "TERM", "TERM-ODD", "TERM-EVEN"
QINGMING, DONGZHI = "QINGMING", "DONGZHI"
OWN = (WORKDAY, LUNAR, TERM, ODD, EVEN, QINGMING, DONGZHI)
FREQUENCIES = (*OWN, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY)
DAY = timedelta(days=1)
LOOKED_AHEAD = 366 * 9  # 29 February once misses eight years
UNTOLD = (time(0),)

_WORKDAY_OF = re.compile(r"(WEEKLY|MONTHLY|QUARTERLY|YEARLY)-(FIRST|LAST-\d+|LAST|\d+)-WORKDAY")
_DAY = re.compile(r"(-?\d+)?([A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule. weekdays: (which one of the month, 0 every; 0 Monday). workday: which one of the period, -1 the last.

    week: of the teaching weeks. times: of the day, none where no time was said.
    """

    freq: str
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    workday: int = 0
    week: int = 0
    times: tuple[time, ...] = ()

    @property
    def text(self) -> str:
        """Return the rule as it is stored and shown; `recurrence_of` reads it."""
        days = ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in self.weekdays)
        hours = list(dict.fromkeys(one.hour for one in self.times))
        minutes = list(dict.fromkeys(one.minute for one in self.times))
        is_product = len(hours) * len(minutes) == len(self.times)
        parts = {
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYWEEKNO": str(self.week or ""),
            "BYMONTH": _listed(self.months),
            "BYMONTHDAY": _listed(self.month_days),
            "BYDAY": days,
            "BYHOUR": _listed(hours) if is_product else "",
            "BYMINUTE": _listed(minutes) if is_product else "",
            "X-TIMES": "" if is_product else ",".join(f"{one:%H%M}" for one in self.times),
        }
        return ";".join([self._head, *(f"{key}={value}" for key, value in parts.items() if value)])

    @property
    def _head(self) -> str:
        if not self.workday:
            return self.freq if self.freq in OWN else f"FREQ={self.freq}"
        named = {1: "FIRST", -1: "LAST"}.get(self.workday)
        which = named or (str(self.workday) if self.workday > 0 else f"LAST-{-self.workday}")
        return f"{self.freq}-{which}-WORKDAY"

    def next(self, after: datetime, calendar: Calendar, first: datetime | None = None) -> datetime | None:
        """Return the first time after `after`, in its zone; None where the calendar does not say.

        first: the first occurrence, from which an interval is counted; None: the one that is looked for is the first.
        """
        if self.freq in (MINUTELY, HOURLY):
            return self._next_by_clock(after, first)
        for number in range(LOOKED_AHEAD):
            day = after.date() + number * DAY
            for one in self.times or UNTOLD:
                moment = datetime.combine(day, one, tzinfo=after.tzinfo)
                if moment > after and self.falls_on(day, calendar, first):
                    return moment
        return None

    def falls_on(self, day: date, calendar: Calendar, first: datetime | None = None) -> bool:
        """Whether it comes on a day."""
        if self.workday:
            return self._is_its_workday(day, calendar)
        if first and not (self._is_its_turn(day, first.date()) and self._is_as_before(day, first.date())):
            return False
        return _falls(self, day, calendar)

    def _next_by_clock(self, after: datetime, first: datetime | None) -> datetime:
        step = timedelta(minutes=self.interval) if self.freq == MINUTELY else timedelta(hours=self.interval)
        start = first or after
        passed = max((after - start) // step + 1, 0)
        return start + passed * step

    def _is_its_turn(self, day: date, first: date) -> bool:
        apart = {
            DAILY: (day - first).days,
            WEEKLY: ((day - day.weekday() * DAY) - (first - first.weekday() * DAY)).days // 7,
            MONTHLY: (day.year - first.year) * 12 + day.month - first.month,
            YEARLY: day.year - first.year,
        }.get(self.freq, 0)
        return apart % self.interval == 0

    @property
    def is_open(self) -> bool:
        """Whether no day was said (每周, 每月, 每年12月): the first occurrence decides."""
        return self.freq in (WEEKLY, MONTHLY, YEARLY) and not (self.weekdays or self.month_days or self.workday)

    def _is_as_before(self, day: date, first: date) -> bool:
        if not self.is_open:
            return True
        if self.freq == WEEKLY:
            return day.weekday() == first.weekday()
        return day.day == first.day and (self.freq == MONTHLY or bool(self.months) or day.month == first.month)

    def _is_its_workday(self, day: date, calendar: Calendar) -> bool:
        if not calendar.is_workday(day):
            return False
        if self.workday > 0:
            edge = calendar.add_workdays(period_of(day, self.freq)[0] - DAY, self.workday)
        else:
            edge = calendar.add_workdays(period_of(day, self.freq)[1] + DAY, self.workday)
        return edge == day


def _falls(rule: Recurrence, day: date, calendar: Calendar) -> bool:
    """Whether a day is one of a rule's, its interval aside."""
    if rule.freq == WORKDAY:
        return calendar.is_workday(day)
    if rule.freq == LUNAR:
        return any(_lunar(rule, year) == day for year in (day.year, day.year - 1))
    if rule.freq in (QINGMING, DONGZHI):
        return day == (qingming(day.year) if rule.freq == QINGMING else winter_solstice(day.year))
    return _in_its_week(rule, day, calendar) if rule.freq in (TERM, ODD, EVEN) else _on_its_date(rule, day)


def _lunar(rule: Recurrence, year: int) -> date | None:
    return eve(year) if rule.month_days == (-1,) else solar(year, rule.months[0], rule.month_days[0])


def _on_its_date(rule: Recurrence, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    is_last = (day + DAY).month != day.month
    if rule.month_days and day.day not in rule.month_days and not (is_last and -1 in rule.month_days):
        return False
    return _on_its_weekday(rule, day)


def _on_its_weekday(rule: Recurrence, day: date) -> bool:
    nth, from_last = (day.day - 1) // 7 + 1, (day.day - monthrange(day.year, day.month)[1] - 1) // 7
    return not rule.weekdays or any(
        day.weekday() == weekday and which in (0, nth, from_last) for which, weekday in rule.weekdays
    )


def _in_its_week(rule: Recurrence, day: date, calendar: Calendar) -> bool:
    week = calendar.teaching_week(day)
    if week is None:
        return False
    mine = week == rule.week if rule.freq == TERM else week % 2 == (rule.freq == ODD)
    return mine and (_on_its_weekday(rule, day) if rule.weekdays else day.weekday() == 0)


def period_of(day: date, freq: str) -> tuple[date, date]:
    """Return the first and last day of the week, month, quarter or year that holds a day."""
    if freq == WEEKLY:
        first = day - day.weekday() * DAY
        return first, first + 6 * DAY
    months = {MONTHLY: 1, QUARTERLY: 3, YEARLY: 12}[freq]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, date(year, month + 1, 1) - DAY


def recurrence_of(text: str) -> Recurrence:
    """Read a rule that `Recurrence.text` wrote. Raises ValueError for another one."""
    head, *rest = text.split(";")
    parts = dict(part.split("=", 1) for part in rest if "=" in part)
    found = _WORKDAY_OF.fullmatch(head)
    freq = found[1] if found else head.removeprefix("FREQ=")
    if not found and freq not in FREQUENCIES:
        raise ValueError(f"no rule of this house: {text}")
    hours, minutes = _numbers(parts, "BYHOUR"), _numbers(parts, "BYMINUTE")
    times = tuple(time(hour, minute) for hour in hours for minute in minutes or (0,))
    named = tuple(time(int(one[:2]), int(one[2:])) for one in parts.get("X-TIMES", "").split(",") if one)
    return Recurrence(
        freq,
        interval=int(parts.get("INTERVAL", 1)),
        months=_numbers(parts, "BYMONTH"),
        month_days=_numbers(parts, "BYMONTHDAY"),
        weekdays=tuple((int(one[1] or 0), WEEKDAYS.index(one[2])) for one in _DAY.finditer(parts.get("BYDAY", ""))),
        workday=_which(found[2]) if found else 0,
        week=int(parts.get("BYWEEKNO", 0)),
        times=times or named,
    )


def _which(written: str) -> int:
    named = {"FIRST": 1, "LAST": -1}.get(written)
    return named or (-int(written[5:]) if written.startswith("LAST-") else int(written))


def _numbers(parts: Mapping[str, str], key: str) -> tuple[int, ...]:
    return tuple(int(one) for one in parts.get(key, "").split(",") if one)


def _listed(numbers: list[int] | tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))
