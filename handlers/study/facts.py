"""What the readings may know of studies: those at hand for the sender, and what he is asked to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.study.studies import CLOSED, OPEN, PLANNED
from scheduler.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """A study as far as readings need it.

    belongs: the sender's place on its roster (出席 列席 免签 不计), empty where he has none.
    status: his own, as the roster has it. is_here: whether it belongs to the group the message came from.
    is_mine: whether he runs it. speaks: whether he is to lead, speak or lecture there.
    """

    id: int
    number: str
    kind: str
    title: str
    state: str
    starts_at: datetime
    belongs: str = ""
    status: str = ""
    is_here: bool = False
    is_mine: bool = False
    needs_code: bool = False
    wants: str = ""
    speaks: bool = False

    @property
    def is_his(self) -> bool:
        """Whether the sender is to attend."""
        return bool(self.belongs)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the sender is to decide: leave, being online, a sign-in afterwards."""

    id: int
    study_id: int
    what: str
    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known. studies: at hand, in order of time: open, of the last days, planned.

    asked: what waits for the sender's word. own: his own name and what he is called. leads: whether he leads a team.
    named: the people and units of the office that stand in the text, where he may say something of others.
    wants_plan: whether he said that a plan is to be imported, and sends a file.
    Of a file alone also: what it is `awaited` as (study, kind, intent), what papers he has `owed`, and which one
    came with a file that was `lost`.
    """

    calendar: Calendar = field(default_factory=Calendar)
    studies: tuple[Known, ...] = ()
    asked: tuple[Asked, ...] = ()
    own: tuple[str, ...] = ()
    wants_plan: bool = False
    leads: bool = False
    named: tuple[str, ...] = ()
    awaited: tuple[int, str, str] | None = None
    owed: str = ""
    lost: int = 0

    def of(self, *states: str) -> tuple[Known, ...]:
        """Return those in some states."""
        return tuple(one for one in self.studies if one.state in states)

    @property
    def open(self) -> tuple[Known, ...]:
        """Return those that are open for signing in and concern the sender, or this group."""
        return tuple(one for one in self.of(OPEN) if one.is_his or one.is_here or one.is_mine)

    @property
    def planned(self) -> tuple[Known, ...]:
        """Return those to come."""
        return self.of(PLANNED)

    @property
    def closed(self) -> tuple[Known, ...]:
        """Return those of the last days, the last first."""
        return self.of(CLOSED)[::-1]


def facts_of(given: Any) -> Facts:
    """Return the facts of a situation; of one without any, none."""
    return given if isinstance(given, Facts) else Facts()
