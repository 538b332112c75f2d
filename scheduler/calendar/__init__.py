"""The office's calendar: workdays and 调休, the periods of 校历, 农历; as a value, and where it stands."""

from __future__ import annotations

from scheduler.calendar.rows import calendar_of
from scheduler.calendar.value import Calendar, Day, Period

__all__ = ["Calendar", "Day", "Period", "calendar_of"]
