"""Which task is meant, in whose name something is said of it, and what the machine says to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.task import chasing, course, receipts, state, tasks, telling, words
from handlers.task.matter import Happening, Illegal, Refusal, Side, What
from handlers.task.state import TABLE, sides_of
from handlers.task.tasks import Task
from scheduler import stead

HANDLER = "task"
MOST = 6
STEP = "task.step"


@dataclass(frozen=True, slots=True)
class Doing:
    """Somebody about to do something to a task. by: in whose name. at: when he said so."""

    task: Task
    by: int
    at: datetime


def chosen(turn: Turn, reading: Reading) -> Task | None:
    """Return the task that is meant; None where the sender was asked, or told that there is none."""
    number, wanted = str(reading.slots.get("number") or ""), reading.slots.get("task")
    if number:
        found = tasks.by_number(turn.connection, number)
        if found is None:
            turn.say(words.NO_SUCH.format(number=number))
        return found
    if wanted is not None:
        return tasks.load(turn.connection, int(wanted))
    known = [tasks.load(turn.connection, int(one)) for one in reading.slots.get("candidates") or ()]
    shared = {one.title for one in known if sum(one.title == each.title for each in known) > 1}
    if not known:
        turn.say(words.NOTHING)
        return None
    slots = {name: value for name, value in reading.slots.items() if name != "candidates"}
    options = [
        Option(
            _labelled(turn, one, is_shared=one.title in shared),
            HANDLER,
            reading.intent,
            {**slots, "task": one.id},
            (one.number,),
        )
        for one in known[:MOST]
    ]
    turn.ask(words.WHICH_ONE, options)
    return None


def _labelled(turn: Turn, task: Task, *, is_shared: bool) -> str:
    """Write a task as a choice, with its owner where another has the same title."""
    who = f" {telling.name(turn, task.state.owner)}" if is_shared else ""
    return f"{task.title}{who} {task.number}"


def speaking(turn: Turn, situation: Situation) -> list[int]:
    """Return in whose name the sender may speak, himself first."""
    if not isinstance(situation.sender, Person):
        return []
    me = situation.sender.id
    return [me, *(one.id for one in stead.speaks_for(turn.connection, me, turn.now))]


def doing(turn: Turn, reading: Reading, situation: Situation, what: What) -> Doing | None:
    """Return what is about to be done; None where he was asked back or told why not."""
    task = chosen(turn, reading)
    return doing_of(turn, task, situation, what) if task else None


def doing_of(turn: Turn, task: Task, situation: Situation, what: What) -> Doing | None:
    """Return what is about to be done to a task; who has nothing to do with it learns nothing of it."""
    mine = speaking(turn, situation)
    sided = [one for one in mine if sides_of(task.state, one)]
    if not sided:
        is_helper = bool(set(mine) & set(tasks.helpers_of(turn.connection, task.id)))
        said = words.NOT_YOURS.format(contact=situation.contact, number=words.number(task))
        turn.say(said if is_helper else words.NO_SUCH.format(number=task.number))
        return None
    by = next((one for one in sided if sides_of(task.state, one) & TABLE[what].sides), sided[0])
    return Doing(task, by, turn.waiting.happened_at if turn.waiting else turn.now)


def step(turn: Turn, one: Doing, happening: Happening, situation: Situation, **changes: Any) -> Task | None:
    """Do it: write it, remember how to take it back, set what is owed; None where it can't be and he was told why."""
    try:
        after = state.advance(one.task.state, happening)
    except Illegal as trouble:
        refuse(turn, one.task, trouble.why, situation)
        return None
    moved = tasks.moved(turn.connection, one.task, after, **changes)
    turn.may_undo(STEP, moved.subject, kept=tasks.kept_of(one.task), version=moved.version, what=happening.what.value)
    if sides_of(one.task.state, one.by) & {Side.OWNER}:
        receipts.answered(turn, moved, one.task.state.owner)
    if moved.state.owner != one.task.state.owner or words.is_over(moved):
        receipts.close(turn, moved)
    chasing.arm(turn, moved, situation.zone)
    return moved


def refuse(turn: Turn, task: Task, why: Refusal, situation: Situation) -> None:
    """Say why it can't be, and what can."""
    if turn.pressed:
        turn.shown = ""
    left = [one.number for one in tasks.children_of(turn.connection, task.id) if one.state.is_open]
    owner, assigner = telling.name(turn, task.state.owner), telling.name(turn, task.state.assigner)
    speaks = speaking(turn, situation)
    is_mine = task.state.owner in speaks
    deciding = words.YOU if task.state.assigner in speaks else assigner
    side = words.SIDE_ASSIGNER.format(who=assigner) if is_mine else words.SIDE_OWNER.format(who=owner)
    turn.say(
        words.REFUSED[why].format(
            stage=words.stage(task),
            instead=words.INSTEAD.get(task.stage, "").format(assigner=deciding),
            number=words.number(task),
            side=side,
            assigner=assigner,
            owner=owner,
            due=telling.due(turn, task, situation.zone),
            left="、".join(left),
        )
    )


def left(turn: Turn, task: Task) -> int:
    """Return how many of those it was split into are open."""
    return sum(one.state.is_open for one in tasks.children_of(turn.connection, task.id))


def noted(turn: Turn, task: Task, kind: str, text: str = "") -> None:
    """Write a step into the course of a task."""
    course.note(turn, task.id, kind, text)
