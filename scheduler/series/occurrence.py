"""What an occurrence of a series is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PLANNED, ASKED, MOVED = "planned", "asked", "moved"  # to come
DONE, SKIPPED, CANCELLED = "done", "skipped", "cancelled"  # over
OPEN = (PLANNED, ASKED, MOVED)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time it comes. planned_at: by the rule; at: when it really is; a plan is given them in the office's zone.

    state: as the constants above. reason: why it is so. decide_by: until when the organiser's word is waited for.
    is_late: overdue by more than a quarter of an hour, sent as 〔补发〕. is_settled: 调休 of its year is known.
    """

    id: int
    series_id: int
    planned_at: datetime
    at: datetime
    state: str
    reason: str = ""
    decide_by: datetime | None = None
    decided: str = ""
    is_late: bool = False
    is_settled: bool = True
