"""A task as `explain` is told of it, made true a moment before; and how a reading is printed.

`task=T2 owner=sender`: an open task with that number whose owner the sender is. `task=T2` alone: of a leader or an
organiser one he gave, of others one that is theirs to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.serials import next_serial
from bot.turn import Turn
from handlers.task import tasks
from handlers.task.handing_out import opened
from handlers.task.matter import Stage
from handlers.task.tasks import SERIES, Opening

SENDER = "sender"
TITLE = "食堂安全排查"
HIGHEST = 9999
_STAGES = {"claimed": Stage.CLAIMED, "handed": Stage.HANDED, **{stage.value: stage for stage in Stage}}
_INNER = frozenset({"due_said", "due_asked", "due_refused", "task", "candidates", "answer_is"})


def suppose(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Open the task, with the number it is said to have."""
    del message
    sender = situation.sender
    if not isinstance(sender, Person):
        return
    is_owner = _is_owner(fact, sender)
    others = people.people(turn.connection, turn.now)
    role = Role.IN_CHARGE if is_owner else Role.HEAD
    other = next((one for one in others if role in one.roles and one.id != sender.id), sender)
    owner, assigner = (sender, other) if is_owner else (other, sender)
    digits = "".join(sign for sign in fact.value if sign.isdecimal() and sign.isascii())[:5]
    while digits and 1 < int(digits) <= HIGHEST and next_serial(turn.connection, SERIES) < int(digits) - 1:
        pass
    title = fact.values.get("title") or " ".join(fact.words) or TITLE
    task = opened(turn, Opening(title, owner.id, assigner.id, unit_id=owner.unit_id), situation)
    stage = _STAGES.get(fact.values.get("stage", ""), Stage.WORKING)
    tasks.moved(turn.connection, task, replace(task.state, stage=stage, accepted_at=turn.now))


def _is_owner(fact: Fact, sender: Person) -> bool:
    """Whether it is the sender's to do: as the fact says, else by what he is."""
    if "owner" in fact.values:
        return fact.values["owner"] == SENDER
    return not {Role.IN_CHARGE, Role.CHIEF, Role.ORGANISER} & sender.roles


def shown(reading: Reading) -> Mapping[str, Any]:
    """Print what a reading holds for everybody: title, owner, due, period, text; not what is only for its act."""
    return {name: value for name, value in reading.slots.items() if name not in _INNER}


PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {"task": suppose}
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {"task": shown}
