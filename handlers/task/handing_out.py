"""交办: one confirmation that carries everything; then the rows, who is told, who owes what. And from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.task import chasing, contact_points, course, owners, receipts, tasks, telling, words
from handlers.task.choosing import noted
from handlers.task.course import GIVEN
from handlers.task.drafting import ASSIGN, CONFIRMED, HANDLER, Draft, complete, with_answer
from handlers.task.tasks import Opening, Task
from scheduler import confirming, stead
from scheduler.calendar import calendar_of
from scheduler.leads import spoken, unpublished
from scheduler.resting import resting

ASSIGNED = "task.assigned"


def assign(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Give somebody something to do: asked for what is missing, confirmed once, then done."""
    del message
    sender = situation.sender
    if not isinstance(sender, Person):
        turn.say(words.ENROL_FIRST)
        return
    if not owners.may_assign_at_all(sender, turn.connection, turn.now):
        turn.say(words.MAY_NOT.format(contact=situation.contact))
        return
    slots = with_answer(turn, reading.slots, situation)
    if slots is None:
        turn.say(words.NOT_UNDERSTOOD)
        slots = {name: value for name, value in reading.slots.items() if name not in ("answer", "asking")}
    propose(turn, slots, sender, situation)


def propose(turn: Turn, slots: dict[str, Any], sender: Person, situation: Situation) -> None:
    """Ask for what is missing, then for the one confirmation; give the task where that has been given."""
    draft = complete(turn, slots, situation)
    if draft is None:
        return
    if slots.get(CONFIRMED) or not _told(turn, draft, sender):  # what tells nobody needs no confirmation
        _give(turn, draft, sender, situation)
    else:
        _confirm(turn, draft, slots, sender, situation)


def _confirm(turn: Turn, draft: Draft, slots: dict[str, Any], sender: Person, situation: Situation) -> None:
    helped = words.CONFIRM_HELPERS.format(who=telling.called(list(draft.helpers))) if draft.helpers else ""
    told = _told(turn, draft, sender)
    text = words.CONFIRM.format(
        title=draft.title,
        owner=draft.owner.called,
        helpers=helped,
        due=_due_said(turn, draft, situation),
        whole=words.WHOLE.format(text=draft.whole) if draft.whole else "",
        source=words.CONFIRM_SOURCE.format(source=draft.source) if draft.source else "",
        by=words.CONFIRM_BY.format(who=_spoken_by(draft, sender)) if draft.assigner.id != sender.id else "",
        told=telling.called(told),
        count=len(told),
    )
    yes = Option("", HANDLER, ASSIGN, {**slots, "owner_id": draft.owner.id, CONFIRMED: True})
    confirming.confirm(turn, text, yes, Option("", HANDLER, ASSIGN, dict(slots)))


def _told(turn: Turn, draft: Draft, sender: Person) -> list[Person]:
    """Return who is told of it besides who says it."""
    told = {one.id: one for one in (draft.owner, *draft.helpers, *_leaders(turn, draft)) if one.id != sender.id}
    return list(told.values())


def _due_said(turn: Turn, draft: Draft, situation: Situation) -> str:
    if draft.due is None:
        return words.DUE_OPEN
    calendar = calendar_of(turn.connection)
    said = spoken(draft.due.at, turn.now, situation.zone, calendar)
    warning = unpublished(draft.due.at.astimezone(situation.zone).date(), calendar)
    day = draft.due.moved_from
    said = words.MOVED_DUE.format(when=said, day=f"{day.month}月{day.day}日") if day else said
    return f"{said}\n{warning}" if warning else said


def _spoken_by(draft: Draft, sender: Person) -> str:
    return stead.in_the_name_of(draft.assigner, sender)


def _leaders(turn: Turn, draft: Draft) -> list[Person]:
    """Return the leaders whose 联系点 the owner's unit is, but for who is in it anyway."""
    known = {draft.owner.id, draft.assigner.id, *(one.id for one in draft.helpers)}
    found = contact_points.leaders_of(turn.connection, draft.unit_id or draft.owner.unit_id, turn.now)
    return [one for one in found if one.id not in known]


def _give(turn: Turn, draft: Draft, sender: Person, situation: Situation) -> None:
    told = _open(turn, draft, sender.id, situation)
    due = telling.due_line(turn, told[0], situation.zone)
    if draft.owner.id == sender.id and not told[1]:
        turn.say(words.DONE_OWN.format(number=words.number(told[0]), title=draft.title, due=due))
        return
    who = [one for one in (draft.owner, *draft.helpers) if one.id != turn.person_id]
    turn.say(
        words.DONE_ASSIGNED.format(
            number=words.number(told[0]),
            title=draft.title,
            owner=draft.owner.called,
            due=due,
            count=told[1],
            waits=resting(turn.connection, who, turn.now, situation.zone),
        )
    )


def _open(turn: Turn, draft: Draft, spoken_by: int | None, situation: Situation) -> tuple[Task, int]:
    opening = Opening(
        title=draft.title,
        owner=draft.owner.id,
        assigner=draft.assigner.id,
        due_at=draft.due.at if draft.due else None,
        source=draft.source,
        spoken_by=spoken_by if spoken_by != draft.assigner.id else None,
        unit_id=draft.unit_id or draft.owner.unit_id,
        helpers=tuple(one.id for one in draft.helpers),
        text=draft.whole,
    )
    task = opened(turn, opening, situation)
    leaders = _leaders(turn, draft)
    for one in leaders:
        text = "\n".join((words.head(task, words.KNOW), words.FOR_LEADER, _body(turn, task, situation)))
        telling.to(turn, task, one.id, text + words.number(task), audience=telling.LEADER)
    return task, len({draft.owner.id, *opening.helpers, *(one.id for one in leaders)} - {turn.person_id})


def opened(turn: Turn, opening: Opening, situation: Situation) -> Task:
    """Open a task: rows, what is owed, the first reminder; its owner and helpers are told."""
    task = tasks.open_task(turn.connection, opening, turn.now)
    noted(turn, task, GIVEN, opening.text or opening.title)
    turn.record(ASSIGNED, task.subject, number=task.number, owner=opening.owner, source=opening.source)
    chasing.arm(turn, task, situation.zone)
    if turn.waiting is not None:
        turn.may_undo(ASSIGNED, task.subject, version=task.version)
    body = _body(turn, task, situation)
    if opening.owner != turn.person_id:
        receipts.send(turn, task, words.head(task, words.TAKE), body + words.HOW)
    owner = words.FOR_HELPER.format(owner=telling.name(turn, opening.owner))
    text = "\n".join((words.head(task, words.HELP), owner + body + words.number(task)))
    telling.to_helpers(turn, task, text)
    return task


def _body(turn: Turn, task: Task, situation: Situation) -> str:
    by = telling.name(turn, task.state.assigner)
    if task.spoken_by:
        by = telling.speaker(turn, task.state.assigner)
    source = words.FROM.format(source=task.source) if task.source else ""
    whole = course.whole_of(turn.connection, task.id, task.title)
    more = words.WHOLE.format(text=whole) + "\n" if whole else ""
    return words.ASSIGNED_BY.format(by=by) + telling.due_line(turn, task, situation.zone) + source + more


ACTS: Mapping[str, Act] = {ASSIGN: assign}
