"""What somebody holds that must not stay with him once he is gone: tasks, hazards, notices, series, shifts, documents.

Each slice hands over a `Holding` for what it owns; `owed` rows are held for all of them. A hand-over lists what all
holdings find and moves it, one by one or all at once; what a holding can't move it says it can't, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from bot.turn import Turn


@dataclass(frozen=True, slots=True)
class Belonging:
    """One thing somebody holds.

    kind: what it is called in a count (督办, 隐患, 值班). subject: what journal and rows call it.
    line: one line that says which, without his name. is_owed: whether it is only something he has yet to answer or do.
    """

    kind: str
    subject: str
    line: str
    is_owed: bool = False


class Holding(Protocol):
    """What one slice keeps under somebody's name."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> Sequence[Belonging]:
        """Return what somebody holds now, what is due first, first; also of who has left."""

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Give one thing to somebody else, in the turn's transaction. Returns False where that can't be.

        Called again with giver and taker exchanged it sets right what it did.
        """


@dataclass(frozen=True, slots=True)
class Held:
    """One thing somebody holds, and by which holding, so that it can be moved."""

    holding: str
    what: Belonging


def held_by(connection: Connection, holdings: Mapping[str, Holding], person_id: int, now: datetime) -> list[Held]:
    """Return everything somebody holds, each thing once: what a slice owns goes before what is merely owed on it."""
    found: dict[str, Held] = {}
    for name, holding in holdings.items():
        for one in holding.of(connection, person_id, now):
            before = found.get(one.subject)
            if before is None or (before.what.is_owed and not one.is_owed):
                found[one.subject] = Held(name, one)
    return sorted(found.values(), key=lambda one: one.what.is_owed)


def counted(some: Sequence[Belonging]) -> str:
    """Count things by kind: 督办6件、值班2班."""
    counts: dict[str, int] = {}
    for one in some:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return "、".join(f"{kind}{count}{UNITS.get(kind, '件')}" for kind, count in counts.items())


UNITS = {"值班": "班", "带班": "班", "通知": "条", "定期事项": "项", "突发事件": "起"}
