"""Until when something is handed in that goes with a gathering: 下周五前, 12月15日. Pure."""

from __future__ import annotations

from datetime import datetime

from scheduler.gathering.clock import Clock
from scheduler.when import Kind, read_time

EVENING = 18


def until(said: str, start: datetime, clock: Clock) -> datetime | None:
    """Read until when something is handed in after what begins at `start`; None where none is said, or it is before."""
    when = read_time(said, clock.now, clock.calendar) if said else None
    if when is None or when.kind is Kind.NONE or when.start is None:
        return None
    moment = when.end or when.start
    by = moment if when.grain.value == "minute" else moment.replace(hour=EVENING, minute=0)
    return by if by > start else None
