"""When a sign-in counts 签到窗口: by the moment the message reached the platform, never by when it was handled. Pure.

From `opens_at` to before `late_from` 正常, from then to `closes_at` (that second still counts) 迟到.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto


class Moment(Enum):
    """Where a moment lies in a window."""

    EARLY = auto()
    IN_TIME = auto()
    LATE = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Window:
    """When signing in is open. Office times, opens_at < late_from <= closes_at (late_from may be after it)."""

    opens_at: datetime
    late_from: datetime
    closes_at: datetime

    def place(self, moment: datetime) -> Moment:
        """Return where a moment lies."""
        if moment < self.opens_at:
            return Moment.EARLY
        if moment > self.closes_at:
            return Moment.OVER
        return Moment.IN_TIME if moment < self.late_from else Moment.LATE

    @property
    def nudge_at(self) -> datetime:
        """Return when four fifths of the window are over: who is missing then is reminded, once."""
        return self.opens_at + (self.closes_at - self.opens_at) * 4 / 5


def around(start: datetime, before: int, after: int, grace: int) -> Window:
    """Return the window of a planned study. before, after, grace: minutes; who comes within `grace` is not late."""
    late = start + timedelta(minutes=grace, seconds=1)  # at the minute itself one is in time
    return Window(start - timedelta(minutes=before), late, start + timedelta(minutes=after))


def from_now(now: datetime, minutes: int) -> Window:
    """Return the window of signing in that was opened by a word: nobody is late within it."""
    until = now + timedelta(minutes=minutes)
    return Window(now, until + timedelta(seconds=1), until)
