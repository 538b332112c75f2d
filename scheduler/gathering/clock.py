"""When and where something is said: local now, and the office's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Clock:
    """When and where something is said: local now, and the office's calendar."""

    now: datetime
    calendar: Calendar

    @property
    def zone(self) -> ZoneInfo:
        """Return the office's zone."""
        zone = self.now.tzinfo
        assert isinstance(zone, ZoneInfo)  # noqa: S101 — `now` is local by contract
        return zone

    def local(self, written: str) -> datetime:
        """Read a local time written into a slot."""
        return datetime.fromisoformat(written).replace(tzinfo=self.zone)
