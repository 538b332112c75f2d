"""What a reading may know of tickets: those its sender has to do with, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.ticket.matter import OPEN, Kind, Stage


@dataclass(frozen=True, slots=True)
class Known:
    """A ticket as the sender stands to it.

    is_worker: he was told of it to see to it. is_taker: he has answered for it himself. is_line: he looks at what was
    put right. asked: what its reporter was asked last.
    """

    id: int
    number: str
    kind: Kind
    stage: Stage
    place: str = ""
    item: str = ""
    asked: str = ""
    is_reporter: bool = False
    is_worker: bool = False
    is_taker: bool = False
    is_line: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.stage in OPEN

    @property
    def is_repair(self) -> bool:
        """Whether it is a repair."""
        return self.kind is Kind.REPAIR


@dataclass(frozen=True, slots=True)
class Facts:
    """known: the newest first, those that are open and those done lately."""

    known: tuple[Known, ...] = ()


def facts_of(known: object) -> Facts:
    """Return the facts of a situation; without any there is no ticket."""
    return known if isinstance(known, Facts) else Facts()
