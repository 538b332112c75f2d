"""Milestones 节点 as rows: what is to be there by when, on the way to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from handlers.task.rows import milestones

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone of a task."""

    task_id: int
    number: int
    title: str
    due_at: datetime
    done_at: datetime | None

    @property
    def subject(self) -> str:
        """What timers and owed rows call it."""
        return f"task:{self.task_id}:{self.number}"

    @property
    def is_done(self) -> bool:
        """Whether it is reached."""
        return self.done_at is not None


def of_task(connection: Connection, task_id: int) -> list[Milestone]:
    """Return the milestones of a task that stand, by their day."""
    columns = [milestones.c[name] for name in Milestone.__slots__]
    his = (milestones.c.task_id == task_id) & milestones.c.dropped_at.is_(None)
    rows = connection.execute(select(*columns).where(his).order_by(milestones.c.due_at, milestones.c.number))
    return [Milestone(*row) for row in rows]


def add(connection: Connection, task_id: int, title: str, due_at: datetime) -> Milestone:
    """Add one, with the next number of its task."""
    last = connection.execute(select(func.max(milestones.c.number)).where(milestones.c.task_id == task_id)).scalar()
    number = (last or 0) + 1
    row = {"task_id": task_id, "number": number, "title": title[:LONGEST_TITLE], "due_at": due_at}
    connection.execute(insert(milestones).values(**row))
    return Milestone(task_id, number, title[:LONGEST_TITLE], due_at, None)


def reached(connection: Connection, one: Milestone, at: datetime | None) -> None:
    """Note when it was reached; None: it is not, after all."""
    here = (milestones.c.task_id == one.task_id) & (milestones.c.number == one.number)
    connection.execute(update(milestones).where(here).values(done_at=at))


def drop(connection: Connection, task_id: int, numbers: list[int], at: datetime) -> None:
    """Drop some that should not have been set."""
    here = (milestones.c.task_id == task_id) & milestones.c.number.in_(numbers)
    connection.execute(update(milestones).where(here).values(dropped_at=at))
