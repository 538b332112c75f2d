"""What was said and done of a task, step by step: 进展, 延期, 退回, 转办. Taken back is marked, never deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.turn import Turn
from handlers.task.rows import steps

GIVEN, PROGRESS = "交办", "进展"
LONGEST = 4000  # a message is no longer
SHOWN = 3  # steps of progress


@dataclass(frozen=True, slots=True)
class Step:
    """One step. kind: the Chinese word for it. person_id: who said so."""

    kind: str
    text: str
    person_id: int | None
    at: datetime


_FIELDS = (steps.c.kind, steps.c.text, steps.c.person_id, steps.c.at)


def note(turn: Turn, task_id: int, kind: str, text: str = "") -> None:
    """Write a step down, dated when it was said."""
    at = turn.waiting.happened_at if turn.waiting else turn.now
    row = {"task_id": task_id, "kind": kind, "text": text[:LONGEST], "person_id": turn.person_id}
    turn.connection.execute(insert(steps).values(**row, source=turn.source, at=at))


def whole_of(connection: Connection, task_id: int, title: str) -> str:
    """Return the whole text a task was given with, empty where its title is all of it."""
    given = last_of(connection, task_id, GIVEN)
    return given.text if given is not None and given.text != title else ""


def progress_of(connection: Connection, task_id: int, most: int = SHOWN) -> list[Step]:
    """Return what was reported last, the newest first."""
    his = (steps.c.task_id == task_id) & (steps.c.kind == PROGRESS) & steps.c.taken_back_at.is_(None)
    rows = connection.execute(select(*_FIELDS).where(his).order_by(steps.c.id.desc()).limit(most))
    return [Step(*row) for row in rows]


def last_progress(connection: Connection, task_ids: Collection[int]) -> dict[int, Step]:
    """Return what was reported last of each task."""
    his = (steps.c.kind == PROGRESS) & steps.c.taken_back_at.is_(None) & steps.c.task_id.in_(task_ids)
    newest = select(func.max(steps.c.id)).where(his).group_by(steps.c.task_id)
    rows = connection.execute(select(steps.c.task_id, *_FIELDS).where(steps.c.id.in_(newest)))
    return {row.task_id: Step(row.kind, row.text, row.person_id, row.at) for row in rows}


def last_of(connection: Connection, task_id: int, kind: str) -> Step | None:
    """Return the newest step of a kind."""
    his = (steps.c.task_id == task_id) & (steps.c.kind == kind) & steps.c.taken_back_at.is_(None)
    row = connection.execute(select(*_FIELDS).where(his).order_by(steps.c.id.desc()).limit(1)).first()
    return Step(*row) if row else None


def take_back(turn: Turn, task_id: int, source: str) -> None:
    """Mark what one turn wrote down as taken back."""
    his = (steps.c.task_id == task_id) & (steps.c.source == source)
    turn.connection.execute(update(steps).where(his).values(taken_back_at=turn.now))
