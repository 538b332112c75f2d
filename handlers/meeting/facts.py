"""What the readings may know of meetings: the calendar, and those the sender calls or is called to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scheduler.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """A meeting the sender has to do with. starts_at: office time. collects: what is collected before it."""

    id: int
    title: str
    kind: str
    starts_at: datetime
    is_organiser: bool = False
    collects: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known. concerned: those to come and of the last days, in order of time.

    wants_minutes: the kind of meeting whose minutes the sender said he would send; None: he did not.
    """

    calendar: Calendar = field(default_factory=Calendar)
    concerned: tuple[Known, ...] = ()
    wants_minutes: str | None = None

    @property
    def organised(self) -> tuple[Known, ...]:
        """Return those the sender called himself."""
        return tuple(one for one in self.concerned if one.is_organiser)

    @property
    def collecting(self) -> tuple[Known, ...]:
        """Return those before which something is collected."""
        return tuple(one for one in self.concerned if one.collects)


def facts_of(given: Any) -> Facts:
    """Return the facts of a situation; of one without any, none."""
    return given if isinstance(given, Facts) else Facts()
