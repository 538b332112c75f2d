"""The agenda of a day: what each slice has to say to a leader in his morning digest 早报.

A slice package exports AGENDA, a function of this shape, and `app.py` hands them to the todo slice. What is said of a
matter is one line; the weight alone decides in which order lines stand and whether they are worth a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from sqlalchemy import Connection

from bot.store.people import Person


class Weight(IntEnum):
    """How much a line needs the reader, most first.

    Up to TODAY it needs him: a chief leader reads only these. WAITING is what others owe him. BESIDE (who is on duty,
    a 保障期) goes along with others and is never worth a message by itself.
    """

    INCIDENT = 1
    MEETING = 2
    OVERDUE = 3
    TODAY = 4
    WAITING = 5
    BESIDE = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest: at most 60 characters, no line break, no full stop; those of one weight stay in order."""

    weight: Weight
    text: str


class Agenda(Protocol):
    """What a slice has to say to somebody about the day that `now` falls on.

    now: the moment, aware, in the office's zone; `now.date()` is the day. Only what concerns this person.
    """

    def __call__(self, connection: Connection, person: Person, now: datetime, /) -> Sequence[Line]:
        """Return his lines, none where there is nothing."""
