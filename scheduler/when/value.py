"""What a time expression was read as.

A `question` is asked before anybody acts on it where others are told; the value beside it is the best guess. What is
`refused` can't be (2月30号). Times are in the office's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.when.recurrence import Recurrence


class Kind(StrEnum):
    """What sort of time it is."""

    POINT = "point"
    SPAN = "span"
    DEADLINE = "deadline"
    RECUR = "recur"
    NONE = "none"


class Grain(StrEnum):
    """How exact it is; RULE: see the rule."""

    MINUTE = "minute"
    DAY = "day"
    RULE = "rule"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class When:
    """A time as it was read.

    start: when it is or begins, of a DEADLINE until when, of a RECUR the first time; by DAY its midnight.
    end: of a SPAN alone; by DAY the last day, included. matched: the words read, rest: the text without them.
    """

    kind: Kind
    start: datetime | None = None
    end: datetime | None = None
    grain: Grain = Grain.NONE
    recurrence: Recurrence | None = None
    matched: str = ""
    rest: str = ""
    question: str = ""
    refused: str = ""

    @property
    def rrule(self) -> str:
        """Return the rule as text, an RRULE where RFC 5545 has one; empty where nothing recurs."""
        return self.recurrence.text if self.recurrence else ""

    @property
    def over_at(self) -> datetime | None:
        """Return the moment it is over: of a DAY the midnight after it."""
        last = self.end or self.start
        return last + timedelta(days=1) if last and self.grain is Grain.DAY else last

    def is_over(self, now: datetime) -> bool:
        """Whether it has passed; what recurs never has."""
        return self.kind is not Kind.RECUR and self.over_at is not None and self.over_at <= now
