"""What a reading may know of tasks: those its sender has to do with, and as what; the office's calendar."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.task.matter import OPEN, Stage
from scheduler.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """A task as the sender stands to it, himself or as whoever's secretary he is.

    owner: what its owner is called. is_asked: a delay is applied for. milestones: what they are called, those not done.
    """

    id: int
    number: str
    title: str
    stage: Stage
    owner: str = ""
    is_owner: bool = False
    is_assigner: bool = False
    is_helper: bool = False
    is_asked: bool = False
    milestones: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.stage in OPEN


@dataclass(frozen=True, slots=True)
class Facts:
    """known: the open ones first, each group by number."""

    known: tuple[Known, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)


def facts_of(known: object) -> Facts:
    """Return the facts of a situation; without any there is no task."""
    return known if isinstance(known, Facts) else Facts()
