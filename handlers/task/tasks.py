"""Tasks as rows: opened with a number, loaded, and moved by version.

`moved` writes what the state machine decided: of two who act at once one runs again and meets what the other did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from bot.errors import RowMoved
from bot.store.serials import next_serial
from handlers.task.matter import OPEN, Stage, State
from handlers.task.rows import parties, tasks

SERIES = "DB"
HELPER = "配合"
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_REASON, LONGEST_SERIAL = 120, 40, 200, 9
_OPEN = [stage.value for stage in OPEN]
_STATE = tuple(one.name for one in fields(State))


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new task is opened as. spoken_by: who said it in the assigner's name. source: 会议, 整改, 巡查.

    text: all that was said, where the title is not all of it.
    """

    title: str
    owner: int
    assigner: int
    due_at: datetime | None = None
    source: str = ""
    parent_id: int | None = None
    spoken_by: int | None = None
    unit_id: int | None = None
    helpers: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its row, and what the state machine knows of it. nags: how often its owner was reminded."""

    id: int
    serial: int
    version: int
    title: str
    source: str
    parent_id: int | None
    spoken_by: int | None
    unit_id: int | None
    asked_why: str
    nags: int
    assigned_at: datetime
    state: State

    @property
    def number(self) -> str:
        """The number as people write it: DB-0012."""
        return f"{SERIES}-{self.serial:04d}"

    @property
    def subject(self) -> str:
        """What journal, timers, pushes and owed rows call it."""
        return f"task:{self.id}"

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.state.stage


_PLAIN = tuple(one.name for one in fields(Task) if one.name != "state")


def open_task(connection: Connection, opening: Opening, now: datetime) -> Task:
    """Open a task with the next number."""
    row = {one.name: getattr(opening, one.name) for one in fields(Opening) if one.name not in ("helpers", "text")} | {
        "title": opening.title[:LONGEST_TITLE],
        "source": opening.source[:LONGEST_SOURCE],
        "serial": next_serial(connection, SERIES),
        "stage": Stage.HANDED.value,
        "past_dues": [],
        "assigned_at": now,
    }
    task_id = int(connection.execute(insert(tasks).values(**row).returning(tasks.c.id)).scalar_one())
    for helper in dict.fromkeys(opening.helpers):
        if helper != opening.owner:
            connection.execute(insert(parties).values(task_id=task_id, person_id=helper, part=HELPER))
    return load(connection, task_id)


def load(connection: Connection, task_id: int) -> Task:
    """Return a task by its row. Raises LookupError where there is none."""
    found = _tasks(connection, tasks.c.id == task_id)
    if not found:
        raise LookupError(f"no task {task_id}")
    return found[0]


def of_subject(connection: Connection, subject: str) -> Task | None:
    """Return the task a journal entry or an owed row is about."""
    kind, _, row = subject.partition(":")
    return next(iter(_tasks(connection, tasks.c.id == int(row))), None) if kind == "task" and row.isdecimal() else None


def by_number(connection: Connection, number: str) -> Task | None:
    """Return the task called DB-0012."""
    serial = number.upper().removeprefix(f"{SERIES}-")
    if not (serial.isascii() and serial.isdecimal()) or len(serial) > LONGEST_SERIAL:
        return None
    return next(iter(_tasks(connection, tasks.c.serial == int(serial))), None)


def is_any(connection: Connection) -> bool:
    """Whether there is a task at all."""
    return connection.execute(select(tasks.c.id).limit(1)).first() is not None


def of_people(connection: Connection, person_ids: Collection[int], since: datetime) -> list[Task]:
    """Return what these people own, assigned or help with: open, or ended since a moment; the oldest first."""
    helping = select(parties.c.task_id).where(parties.c.person_id.in_(person_ids))
    theirs = or_(tasks.c.owner.in_(person_ids), tasks.c.assigner.in_(person_ids), tasks.c.id.in_(helping))
    return _tasks(connection, theirs & or_(tasks.c.stage.in_(_OPEN), tasks.c.closed_at >= since))


def children_of(connection: Connection, task_id: int) -> list[Task]:
    """Return what a task was split into, in order."""
    return _tasks(connection, tasks.c.parent_id == task_id)


def every(connection: Connection, *, only_open: bool = False) -> list[Task]:
    """Return all tasks, or those that are open, by number."""
    return _tasks(connection, tasks.c.stage.in_(_OPEN) if only_open else tasks.c.id > 0)


def helpers_of(connection: Connection, task_id: int) -> list[int]:
    """Return the people who help with a task 配合."""
    return list(connection.execute(select(parties.c.person_id).where(parties.c.task_id == task_id)).scalars())


def moved(connection: Connection, task: Task, state: State, **changes: Any) -> Task:
    """Write what the state machine decided, and other columns. Raises RowMoved where somebody else was faster."""
    values = {
        **{name: getattr(state, name) for name in _STATE},
        "stage": state.stage.value,
        "past_dues": [one.isoformat() for one in state.past_dues],
        "version": task.version + 1,
        **changes,
    }
    same = (tasks.c.id == task.id) & (tasks.c.version == task.version)
    if connection.execute(update(tasks).where(same).values(**values).returning(tasks.c.id)).first() is None:
        raise RowMoved(task.number)
    return load(connection, task.id)


def put_back(connection: Connection, task: Task, kept: dict[str, Any]) -> Task:
    """Let a task be again what `kept_of` kept of it."""
    times = {name: _moment(kept[name]) for name in ("due_at", "asked_due", "accepted_at", "claimed_at", "closed_at")}
    past = tuple(datetime.fromisoformat(one) for one in kept["past_dues"])
    state = State(kept["owner"], kept["assigner"], Stage(kept["stage"]), past_dues=past, refusals=kept["refusals"])
    columns = {**times, "unit_id": kept["unit_id"], "asked_why": kept["asked_why"]}
    return moved(connection, task, state, **columns)


def kept_of(task: Task) -> dict[str, Any]:
    """Return what is needed to let a task be again what it is now, JSON-able."""
    kept: dict[str, Any] = {name: getattr(task.state, name) for name in _STATE}
    plain = {name: one.isoformat() if isinstance(one, datetime) else one for name, one in kept.items()}
    past = [one.isoformat() for one in task.state.past_dues]
    return {**plain, "past_dues": past, "unit_id": task.unit_id, "asked_why": task.asked_why}


def count_nag(connection: Connection, task: Task) -> None:
    """Count that the owner was reminded."""
    connection.execute(update(tasks).where(tasks.c.id == task.id).values(nags=tasks.c.nags + 1))


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _tasks(connection: Connection, which: ColumnElement[bool]) -> list[Task]:
    rows: Iterable[Row[Any]] = connection.execute(select(tasks).where(which).order_by(tasks.c.serial)).all()
    return [_task(row) for row in rows]


def _task(row: Row[Any]) -> Task:
    known = {name: getattr(row, name) for name in _STATE if name not in ("stage", "past_dues")}
    past = tuple(datetime.fromisoformat(one) for one in row.past_dues)
    state = State(**known, stage=Stage(row.stage), past_dues=past)
    return Task(**{name: getattr(row, name) for name in _PLAIN}, state=state)
