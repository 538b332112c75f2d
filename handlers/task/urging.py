"""催办: who assigned a task asks for it, at most once an hour; its owner hears it as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.task import course, settings, tasks, telling, words
from handlers.task.choosing import chosen, noted, speaking
from handlers.task.matter import Stage
from handlers.task.tasks import Task

URGED = "催办"


def urge(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for a task."""
    del message
    mine = speaking(turn, situation)
    slots = reading.slots
    if slots.get("all"):
        _urge_all(turn, mine, situation, only_late=slots["all"] == "overdue")
        return
    if not {"task", "number", "candidates"} & set(slots):
        slots = {**slots, "candidates": _named(turn, mine, str(slots.get("text") or ""))}
    task = chosen(turn, Reading(reading.handler, reading.intent, 1.0, slots))
    if task is None:
        return
    if task.state.assigner not in mine:
        is_his = bool(set(mine) & {task.state.owner, *tasks.helpers_of(turn.connection, task.id)})
        said = words.NOT_YOURS_TO_URGE if is_his else words.NO_SUCH
        turn.say(said.format(contact=situation.contact, number=task.number))
        return
    if not task.state.is_open or task.stage in (Stage.CLAIMED, Stage.DISOWNED):
        turn.say(words.STANDS_HERE.format(number=words.number(task), title=task.title, stage=task.stage.value))
        return
    _urge(turn, task, situation)


def _urge_all(turn: Turn, mine: Sequence[int], situation: Situation, *, only_late: bool) -> None:
    """Ask for everything the sender assigned that waits for its owner, or for what of it is overdue."""
    waiting = [
        one
        for one in _assigned(turn, mine)
        if one.stage not in (Stage.CLAIMED, Stage.DISOWNED) and (not only_late or one.state.is_overdue(turn.now))
    ]
    if not waiting:
        turn.say(words.NONE["overdue" if only_late else "given"])
        return
    asked = [one for one in waiting if _ask_for(turn, one, situation)]
    before = words.SOME_BEFORE.format(count=len(waiting) - len(asked)) if len(asked) < len(waiting) else ""
    turn.say(words.URGED_ALL.format(count=len(asked), numbers="".join(map(words.number, asked))) + before)


def _urge(turn: Turn, task: Task, situation: Situation) -> None:
    owner = telling.name(turn, task.state.owner)
    if _ask_for(turn, task, situation):
        telling.answer(turn, situation, task, words.URGED.format(owner=owner))
        return
    minutes = value_of(turn.connection, settings.URGE_EVERY)
    telling.answer(turn, situation, task, words.URGED_BEFORE.format(minutes=minutes, owner=owner))


def _ask_for(turn: Turn, task: Task, situation: Situation) -> bool:
    """Ask its owner for a task; False where he was asked within the hour."""
    minutes = value_of(turn.connection, settings.URGE_EVERY)
    last = course.last_of(turn.connection, task.id, URGED)
    if last is not None and turn.now - last.at < timedelta(minutes=minutes):
        return False
    noted(turn, task, URGED)
    turn.record("task.urged", task.subject, number=task.number)
    turn.may_undo("task.urged", task.subject)
    due = telling.due(turn, task, situation.zone)
    text = words.URGE.format(
        head=words.head(task, words.DO, words.URGE_MARK),
        who=telling.speaker(turn, task.state.assigner),
        due=f"期限{due}{words.overdue(task, turn.now)}，" if due else "",
        number=words.number(task),
    )
    telling.to_owner(turn, task, text)
    return True


def _assigned(turn: Turn, mine: Sequence[int]) -> list[Task]:
    """Return the open tasks somebody assigned."""
    return [
        one
        for one in tasks.of_people(turn.connection, mine, turn.now)
        if one.state.assigner in mine and one.state.is_open
    ]


def _named(turn: Turn, mine: Sequence[int], text: str) -> list[int]:
    """Return the open tasks somebody assigned whose owner or title is named; all of them where none is."""
    his = _assigned(turn, mine)
    named = [one.id for one in his if one.title in text or telling.name(turn, one.state.owner) in text]
    return named or [one.id for one in his]


ACTS: Mapping[str, Act] = {"task.urge": urge}
