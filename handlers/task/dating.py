"""节点: when what of a task is to be there; each is owed as well, and has its own reminder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.task import chasing, milestones, settings, telling, words
from handlers.task.choosing import chosen, doing_of, noted
from handlers.task.due import due_of
from handlers.task.matter import What
from handlers.task.milestones import Milestone
from handlers.task.state import sides_of
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

SET = "task.milestones"


def set_milestones(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Set the milestones of a task; none lies after its own day."""
    del message
    task = chosen(turn, reading)
    one = doing_of(turn, task, situation, What.DATED) if task else None
    if task is None or one is None or not sides_of(task.state, one.by):
        return
    wanted = _wanted(turn, reading, situation)
    if not wanted or not task.state.is_open:
        turn.say(words.WHICH_MILESTONE if task.state.is_open else words.NOTHING)
        return
    late = next((due for _, due in wanted if task.state.due_at is not None and due > task.state.due_at), None)
    if late is not None:
        due = telling.due(turn, task, situation.zone)
        turn.say(words.MILESTONE_LATE.format(when=_spoken(turn, late, situation), due=due, number=words.number(task)))
        return
    added = [milestones.add(turn.connection, task.id, title, due) for title, due in wanted]
    chasing.arm_milestones(turn, task, situation.zone)
    lines = shown(turn, added, situation)
    noted(turn, task, "节点", "；".join(lines))
    turn.record("task.milestones_set", task.subject, number=task.number, count=len(added))
    turn.may_undo(SET, task.subject, numbers=[each.number for each in added])
    text = words.TOLD_MILESTONES.format(
        head=words.head(task, words.KNOW),
        who=telling.speaker(turn, one.by),
        lines="\n".join(lines) + "\n",
        number=words.number(task),
    )
    telling.to_owner(turn, task, text)
    telling.to_assigner(turn, task, text)
    more = words.MILESTONES_SET.format(count=len(added), lines="\n".join(lines))
    turn.say(more + words.number(task))


def shown(turn: Turn, some: list[Milestone], situation: Situation) -> list[str]:
    """Say milestones, a line each."""
    return [
        words.MILESTONE_LINE.format(
            number=number, when=_spoken(turn, one.due_at, situation), what=one.title + (words.REACHED * one.is_done)
        )
        for number, one in enumerate(some, start=1)
    ]


def _wanted(turn: Turn, reading: Reading, situation: Situation) -> list[tuple[str, datetime]]:
    calendar, until = calendar_of(turn.connection), value_of(turn.connection, settings.DAY_UNTIL)
    found = []
    for step in reading.slots.get("steps") or ():
        due = None if step.get("due_asked") else due_of(step, until, calendar, situation.zone)
        if due is None or due.at <= turn.now:
            return []
        found.append((str(step["title"]), due.at))
    return found


def _spoken(turn: Turn, moment: datetime, situation: Situation) -> str:
    return spoken(moment, turn.now, situation.zone, calendar_of(turn.connection), hour=False)


ACTS: Mapping[str, Act] = {"task.milestone": set_milestones}
