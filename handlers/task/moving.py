"""转办 and 分办: a task gets another owner, who takes it anew; or it is split, and waits until its parts are closed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.task import chasing, course, owners, receipts, telling, words
from handlers.task.choosing import HANDLER, Doing, chosen, doing_of, noted, step
from handlers.task.handing_out import opened
from handlers.task.matter import Happening, What
from handlers.task.named import SEVERAL
from handlers.task.tasks import Opening, Task
from scheduler import confirming

HAND_OVER, SPLIT = "task.hand_over", "task.split"
CONFIRM = "请确认：〔{number}〕{title}由{before}转给{owner}承办。将通知双方。"
_COUNT = re.compile(r"^(?P<count>[两二三四五六七八九十\d]+)个(?P<kind>中心|科室?|单位|部门)$")
_EACH = re.compile(r"^(?:各|每个?|所有|全体)(?P<kind>.{0,4})$")


def hand_over(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give a task to another owner; one confirmation, then both are told."""
    del message
    task = chosen(turn, reading)
    one = doing_of(turn, task, situation, What.HANDED) if task else None
    if task is None or one is None:
        return
    said = str(reading.slots.get("answer") or reading.slots.get("owner") or "")
    sender = situation.sender if isinstance(situation.sender, Person) else None
    meant = owners.meant(turn.connection, said, turn.now, sender)
    chosen_one = next((who for who in meant.people if who.id == reading.slots.get("owner_id")), None) or meant.one
    if chosen_one is None:
        _which(turn, task, said, meant.people)
        return
    if reading.slots.get("confirmed"):
        _hand(turn, one, chosen_one, meant.unit_id, situation)
        return
    text = CONFIRM.format(
        number=task.number, title=task.title, before=telling.name(turn, task.state.owner), owner=chosen_one.called
    )
    slots = {"task": task.id, "owner": said, "owner_id": chosen_one.id, "confirmed": True}
    confirming.confirm(turn, text, Option("", HANDLER, HAND_OVER, slots))


def _which(turn: Turn, task: Task, said: str, found: tuple[Person, ...]) -> None:
    draft = Option("", HANDLER, HAND_OVER, {"task": task.id})
    choices = tuple(
        Option(one.name, HANDLER, HAND_OVER, {"task": task.id, "owner": one.number, "owner_id": one.id})
        for one in found[:6]
    )
    confirming.ask_for(turn, words.WHICH_PERSON.format(said=said) if found else words.HAND_TO, draft, choices)


def _hand(turn: Turn, one: Doing, owner: Person, unit_id: int | None, situation: Situation) -> None:
    before = one.task.state.owner
    happening = Happening(What.HANDED, one.by, one.at, owner=owner.id)
    moved = step(turn, one, happening, situation, unit_id=unit_id or owner.unit_id)
    if moved is not None:
        tell_handed(turn, moved, before, telling.speaker(turn, one.by), situation)
        telling.answer(turn, situation, moved, words.HANDED.format(owner=owner.called))


def tell_handed(turn: Turn, task: Task, before: int, by: str, situation: Situation) -> None:
    """Write down that a task has another owner; he takes it anew, the one before and who assigned it are told."""
    names = {"before": telling.name(turn, before), "owner": telling.name(turn, task.state.owner)}
    noted(turn, task, "转办", f"{names['before']}→{names['owner']}")
    turn.record("task.handed_over", task.subject, number=task.number, before=before, owner=task.state.owner)
    chasing.arm_milestones(turn, task, situation.zone)
    due = telling.due_line(turn, task, situation.zone)
    text = words.TOLD_HANDED_TO.format(head="", by=by, due=due, before=names["before"], number="").strip()
    receipts.send(turn, task, words.head(task, words.TAKE), text)
    told = words.TOLD_HANDED.format(head=words.head(task, words.KNOW), number=words.number(task), **names)
    telling.to(turn, task, before, told, audience=telling.OWNER)
    telling.to_assigner(turn, task, told)


def split(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Split a task into one for each of several; it is closed once they are."""
    del message
    task = chosen(turn, reading)
    one = doing_of(turn, task, situation, What.PROGRESSED) if task else None
    if task is None or one is None:
        return
    if not task.state.is_open:
        turn.say(words.STANDS_HERE.format(number=words.number(task), title=task.title, stage=task.stage.value))
        return
    ids = reading.slots.get("owner_ids")
    if ids and reading.slots.get("confirmed"):
        _split(turn, one, people.people(turn.connection, turn.now, [int(who) for who in ids]), situation)
        return
    answer = str(reading.slots.get("answer") or "")
    said = [part for part in re.split(r"[、,，\s和]", answer) if part] or list(reading.slots.get("owners") or ())
    found, missing = _several(turn, said, situation)
    if missing or not found:
        draft = Option("", HANDLER, SPLIT, {"task": task.id})
        confirming.ask_for(turn, words.SPLIT_WHO, draft)
        return
    lines = "\n".join(
        words.SPLIT_LINE.format(number=number, owner=who.called) for number, who in enumerate(found, start=1)
    )
    text = words.SPLIT_CONFIRM.format(
        number=task.number,
        title=task.title,
        lines=lines,
        due=telling.due(turn, task, situation.zone) or words.DUE_OPEN,
        count=len(found),
    )
    slots = {"task": task.id, "owner_ids": [who.id for who in found], "confirmed": True}
    confirming.confirm(turn, text, Option("", HANDLER, SPLIT, slots), Option("", HANDLER, SPLIT, {"task": task.id}))


def _several(turn: Turn, said: list[str], situation: Situation) -> tuple[list[Person], str]:
    """Return one person for each of those named; 三个中心 names three only where there are three."""
    sender = situation.sender if isinstance(situation.sender, Person) else None
    found: dict[int, Person] = {}
    for name in said:
        counted, each = _COUNT.match(name), _EACH.match(name)
        if counted or each or SEVERAL.match(name):
            some = owners.each_of(turn.connection, name, turn.now, sender)
            if counted and len(some) != _number(counted["count"]):
                return [], name
        else:
            meant = owners.meant(turn.connection, name, turn.now, sender)
            some = [meant.one] if meant.one else []
        if not some:
            return [], name
        found |= {who.id: who for who in some}
    return people.in_order(found.values()), ""


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else {"两": 2}.get(said) or "零一二三四五六七八九十".find(said)


def _split(turn: Turn, one: Doing, whom: list[Person], situation: Situation) -> None:
    parent, made = one.task, []
    for who in whom:
        opening = Opening(
            title=parent.title,
            owner=who.id,
            assigner=one.by,
            due_at=parent.state.due_at,
            source=words.SPLIT_SOURCE.format(number=parent.number),
            parent_id=parent.id,
            unit_id=who.unit_id,
            spoken_by=turn.person_id if turn.person_id != one.by else None,
            text=course.whole_of(turn.connection, parent.id, parent.title),
        )
        made.append(opened(turn, opening, situation).number)
    noted(turn, parent, "分办", "、".join(made))
    turn.record("task.split", parent.subject, number=parent.number, children=made)
    more = words.SPLIT_DONE.format(count=len(made), numbers="、".join(made))
    telling.answer(turn, situation, parent, more.strip("。"))


ACTS: Mapping[str, Act] = {HAND_OVER: hand_over, SPLIT: split}
