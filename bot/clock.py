"""The two clocks, and the only place that asks the machine what time it is.

Office time is what people and due times mean; the try-out and the tests may move it forward. Machine time measures
leases, tokens, windows, back-off and budgets, and always runs by itself. Both are aware datetimes in UTC.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the house knows of time."""

    def office(self) -> datetime:
        """Return the office's time, aware, in UTC."""

    def machine(self) -> datetime:
        """Return the machine's time, aware, in UTC."""


class SystemClock:
    """The machine's own clock; office time may run ahead of it by a fixed offset (try-out only)."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self._ahead = ahead
        self._lock = threading.Lock()

    @property
    def ahead(self) -> timedelta:
        """How far office time runs before machine time."""
        return self._ahead

    def office(self) -> datetime:
        return self.machine() + self._ahead

    def machine(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 — the one place

    def move_to(self, moment: datetime) -> None:
        """Move office time forward to `moment`; a moment in the past changes nothing."""
        with self._lock:
            self._ahead = max(self._ahead, moment - self.machine())


class SteppedClock:
    """A clock that stands still until it is moved; both times move together."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def office(self) -> datetime:
        return self._now

    def machine(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Move both times forward to `moment`; a moment in the past changes nothing."""
        self._now = max(self._now, moment)

    def set(self, moment: datetime) -> None:
        """Set both times, also backwards: for one message after the other that do not belong together."""
        self._now = moment.astimezone(UTC)
