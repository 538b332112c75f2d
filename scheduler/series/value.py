"""What a series is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduler.series.reasons import KEEP
from scheduler.when import Recurrence
from scheduler.when.recurrence import EVEN, ODD, TERM, WORKDAY

RUNNING, ENDED = "running", "ended"


@dataclass(frozen=True, slots=True)
class Series:
    """Something that recurs. subject: what it belongs to (`meeting:12`), unique.

    first: its first occurrence where that was said, from which an interval is counted; until: its last moment.
    holidays: one of POLICIES. ahead: how long before an
    occurrence its plan runs. data: the slice's own, JSON-able; `title` in it is what the organiser reads.
    reached: up to which planned moment occurrences have been created. version: grows with each change of the rule.
    """

    id: int
    kind: str
    subject: str
    rule: Recurrence
    first: datetime | None
    until: datetime | None
    holidays: str
    ahead: timedelta
    organiser_id: int
    data: Mapping[str, Any]
    state: str
    version: int
    reached: datetime
    calendar: str

    @property
    def title(self) -> str:
        """Return what the organiser reads it called."""
        return str(self.data.get("title", ""))

    @property
    def asks_calendar(self) -> bool:
        """Return whether 调休 and holidays move it."""
        return self.holidays != KEEP or bool(self.rule.workday) or self.rule.freq in (WORKDAY, TERM, ODD, EVEN)

    @property
    def mark(self) -> str:
        """Return the subject its own timers, questions and journal entries carry."""
        return f"series:{self.id}"
