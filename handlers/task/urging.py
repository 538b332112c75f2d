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


def _urge(turn: Turn, task: Task, situation: Situation) -> None:
    owner = telling.name(turn, task.state.owner)
    minutes = value_of(turn.connection, settings.URGE_EVERY)
    last = course.last_of(turn.connection, task.id, URGED)
    if last is not None and turn.now - last.at < timedelta(minutes=minutes):
        telling.answer(turn, situation, task, words.URGED_BEFORE.format(minutes=minutes, owner=owner))
        return
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
    telling.answer(turn, situation, task, words.URGED.format(owner=owner))


def _named(turn: Turn, mine: Sequence[int], text: str) -> list[int]:
    """Return the open tasks somebody assigned whose owner or title is named."""
    his = [one for one in tasks.of_people(turn.connection, mine, turn.now) if one.state.assigner in mine]
    return [one.id for one in his if one.title in text or telling.name(turn, one.state.owner) in text]


ACTS: Mapping[str, Act] = {"task.urge": urge}
