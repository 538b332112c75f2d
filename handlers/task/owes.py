"""What is owed of tasks as it stands in a to-do list, and what the morning digest says of them.

The owner of a task that he says is done waits; who assigned it reads what waits for his word, and how many are late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.store import people
from bot.store.people import Person
from handlers.task import tasks, words
from handlers.task.chasing import DECIDE, DO
from handlers.task.matter import Stage
from handlers.task.tasks import Task
from scheduler import stead
from scheduler.agenda import Line, Weight
from scheduler.owed import Owed
from scheduler.todo import Registry, plain

GIVEN = "交办未销号{count}件"
LATE = "，其中逾期{count}件"
WAITS = "（已申请办结，待销号）"
BACK = "（已反映不归承办，待改派）"
DECIDES = {Stage.CLAIMED: "申请办结", Stage.DISOWNED: "反映不归其承办"}
DELAY = "申请延期"
TO_DECIDE = "待您审定：{title}，{who}{what}〔{number}〕"
BEHALF = "（代{who}）"
LONGEST_TITLE = 24


def lines(connection: Connection, rows: Sequence[Owed]) -> dict[int, str]:
    """Name what is owed of tasks: of one that is claimed, whose turn it is."""
    found = {}
    for one in rows:
        task = tasks.of_subject(connection, one.subject)
        if task is None:
            continue
        if one.kind == DECIDE:
            found[one.id] = _waiting(connection, task, one.since)
        else:
            found[one.id] = plain(one) + {Stage.CLAIMED: WAITS, Stage.DISOWNED: BACK}.get(task.stage, "")
    return found


TO_DOS: Registry = {DO: lines, DECIDE: lines}


def agenda(connection: Connection, person: Person, now: datetime) -> Sequence[Line]:
    """Return what waits for his word, or for the word of whom he speaks for, and a line on what others owe him."""
    theirs = {person.id, *(one.id for one in stead.speaks_for(connection, person.id, now))}
    found = [one for one in tasks.of_people(connection, theirs, now) if one.state.is_open]
    waiting = [one for one in found if one.state.assigner in theirs and words.waits(one)]
    called = {one.id: BEHALF.format(who=one.called) for one in people.people(connection, now, theirs - {person.id})}
    said = [Line(Weight.TODAY, called.get(one.state.assigner, "") + _waiting(connection, one, now)) for one in waiting]
    given = [one for one in found if one.state.assigner == person.id != one.state.owner and one not in waiting]
    if not given:
        return said
    late = sum(one.state.is_overdue(now) for one in given)
    weight = Weight.WAITING if late else Weight.BESIDE  # that work goes on as it should is no message by itself
    return [*said, Line(weight, GIVEN.format(count=len(given)) + (LATE.format(count=late) if late else ""))]


def _waiting(connection: Connection, task: Task, at: datetime) -> str:
    owner = people.person(connection, task.state.owner, at)
    return TO_DECIDE.format(
        title=task.title[:LONGEST_TITLE],
        who=owner.called if owner else "",
        what=DECIDES.get(task.stage, DELAY),
        number=task.number,
    )
