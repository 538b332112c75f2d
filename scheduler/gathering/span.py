"""Which days are meant where gatherings are asked for: a day, some words (下周), else those at hand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.gathering.clock import Clock
from scheduler.when import read_time

DAY = timedelta(days=1)
AT_HAND = "近期"


def window(slots: Mapping[str, Any], clock: Clock, near: timedelta) -> tuple[datetime, datetime]:
    """Return from when to before when, local. slots: `date`, `during`, or neither; then `near` from today on."""
    if "date" in slots:
        day = clock.local(slots["date"])
        return day, day + DAY
    when = read_time(slots["during"], clock.now, clock.calendar) if "during" in slots else None
    if when is not None and when.start is not None:
        return when.start, (when.over_at or when.start + DAY)
    today = clock.now.replace(hour=0, minute=0, second=0, microsecond=0)
    return today, today + near


def span_said(slots: Mapping[str, Any]) -> str:
    """Say which days were meant: 12月4日, 下周, 近期."""
    if "date" in slots:
        month, day = slots["date"].split("-")[1:]
        return f"{int(month)}月{int(day)}日"
    return str(slots.get("during") or AT_HAND)


def is_within(day: date, said: str, clock: Clock) -> bool:
    """Whether a local day lies in the days some words name; where they name none, it does."""
    when = read_time(said, clock.now, clock.calendar)
    last = when.end or when.start
    return when.start is None or last is None or when.start.date() <= day <= last.date()
