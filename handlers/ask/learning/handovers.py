"""Questions passed on to a person, as rows: W-12, who asked, until when, what was answered by whom."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from handlers.ask.learning.rows import question_handovers

OPEN, ANSWERED, VOID = "open", "answered", "void"
OWED = "ask.answer"


@dataclass(frozen=True, slots=True)
class Handover:
    """One question that waits for a person's word. Times are office times. question_id: the kept question."""

    id: int
    question: str
    question_id: int | None
    asker_id: int | None
    platform: str
    account: str
    state: str
    asked_at: datetime
    due_at: datetime
    answer: str
    answered_by: int | None
    answered_at: datetime | None
    pair_id: int | None

    @property
    def number(self) -> str:
        """Return how people call it: W-12."""
        return called(self.id)

    @property
    def subject(self) -> str:
        """Return what journal, timers, pushes and owed rows call it."""
        return f"handover:{self.id}"


_FIELDS = tuple(question_handovers.c[one.name] for one in fields(Handover))


def called(handover_id: int) -> str:
    """Return how people call a question that was passed on: W-12."""
    return f"W-{handover_id}"


def open_one(connection: Connection, **values: Any) -> Handover:
    """Write a question down that waits for a person's word."""
    made = insert(question_handovers).values(**values, state=OPEN).returning(question_handovers.c.id)
    found = find(connection, int(connection.execute(made).scalar_one()))
    assert found is not None  # noqa: S101 — just written
    return found


def find(connection: Connection, handover_id: int) -> Handover | None:
    """Return a question by its number."""
    return next(iter(_read(connection, question_handovers.c.id == handover_id)), None)


def since(connection: Connection, platform: str, account: str, moment: datetime) -> int:
    """Return how many questions somebody had passed on since a moment."""
    c = question_handovers.c
    his = (c.platform == platform) & (c.account == account) & (c.asked_at >= moment)
    return int(connection.execute(select(func.count()).where(his)).scalar_one())


def waiting(connection: Connection, platform: str, account: str, question: str) -> Handover | None:
    """Return the same question of the same person where it waits already."""
    c = question_handovers.c
    his = (c.platform == platform) & (c.account == account) & (c.question == question) & (c.state == OPEN)
    return next(iter(_read(connection, his)), None)


def answered_by(connection: Connection, person_id: int, moment: datetime) -> list[Handover]:
    """Return what somebody answered since a moment and is not in a pair yet, the newest first."""
    c = question_handovers.c
    his = (c.answered_by == person_id) & (c.answered_at >= moment) & (c.state == ANSWERED) & c.pair_id.is_(None)
    return _read(connection, his)[::-1]


def change(connection: Connection, handover_id: int, **values: Any) -> None:
    """Change columns of a question."""
    connection.execute(update(question_handovers).where(question_handovers.c.id == handover_id).values(**values))


def collected(connection: Connection, handover_id: int, pair_id: int) -> None:
    """Note that an answer became a pair."""
    change(connection, handover_id, pair_id=pair_id)


def _read(connection: Connection, which: ColumnElement[bool]) -> list[Handover]:
    rows = connection.execute(select(*_FIELDS).where(which).order_by(question_handovers.c.id)).all()
    return [Handover(*row) for row in rows]
