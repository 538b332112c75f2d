"""收到 of whoever gets a task: a notice of its own, owed until it is answered; the task's number stands on it.

收到 takes the task. Who passes the notice on hands over the task. Whatever else its owner does to it answers as well.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.store import people
from bot.turn import Turn
from handlers.task import tasks
from handlers.task.tasks import Task
from scheduler import notices, owed
from scheduler.audience import Audience
from scheduler.notices import Answer, Asks, Draft, Notice, rows
from scheduler.notices.notice import CLOSED, OPEN
from scheduler.notices.plan import TIMERS

KIND = "task"


def send(turn: Turn, task: Task, head: str, text: str) -> None:
    """Tell the owner, and have him owe a 收到; one person who gave it to himself owes none."""
    owner = people.person(turn.connection, task.state.owner, turn.now)
    if owner is None:
        return
    subject = task.subject if task.version == 1 else f"{task.subject}/{task.version}"
    draft = Draft(
        kind=KIND,
        subject=subject,
        head=head,
        text=text,
        audience=Audience.of_person(owner.id, owner.called),
        asks=Asks.ACK,
        organiser_id=task.state.assigner,
        number=task.number,
    )
    notices.send(turn, draft)


def task_of(turn: Turn, notice: Notice) -> Task | None:
    """Return the task a notice is about."""
    return tasks.of_subject(turn.connection, notice.subject.partition("/")[0])


def answered(turn: Turn, task: Task, person_id: int) -> None:
    """Take it that somebody has got the notice: he did something to the task."""
    for one in _open(turn, task):
        notices.settle(turn, one, person_id, Answer(owed.DONE))


def close(turn: Turn, task: Task) -> None:
    """End the notices of a task: nobody owes a 收到 any more."""
    for one in _open(turn, task):
        turn.withdraw(one.owed, "the task has moved on")
        for kind in TIMERS:
            turn.cancel(kind, one.owed, "the task has moved on")
        rows.moved(turn.connection, one, state=CLOSED)
        owed.close_subject(turn, one.owed)


def _open(turn: Turn, task: Task) -> list[Notice]:
    table = rows.notices
    his = (table.c.subject == task.subject) | table.c.subject.startswith(f"{task.subject}/")
    ids = turn.connection.execute(select(table.c.id).where(his, table.c.state == OPEN)).scalars()
    return rows.some(turn.connection, list(ids))
