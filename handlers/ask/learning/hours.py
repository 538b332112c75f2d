"""Working time: when so many hours of it are over. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar.value import Calendar

SPANS = ((time(8, 30), time(12)), (time(14), time(17, 30)))


def after_hours(start: datetime, hours: int, calendar: Calendar, zone: ZoneInfo) -> datetime:
    """Return the moment when `hours` of working time from `start` are over, in the office's zone."""
    here, left = start.astimezone(zone), timedelta(hours=hours)
    day = here.date() if calendar.is_workday(here.date()) else calendar.next_workday(here.date())
    while True:
        for begin, end in _spans(day, zone):
            since = max(begin, here)
            if since + left <= end:
                return since + left
            left -= max(end - since, timedelta())
        day = calendar.next_workday(day)


def _spans(day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    return [
        (datetime.combine(day, begin, tzinfo=zone), datetime.combine(day, end, tzinfo=zone)) for begin, end in SPANS
    ]
