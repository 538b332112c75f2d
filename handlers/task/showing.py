"""How a task stands; which are open, overdue, one's own: to whom they concern, and to who may see a unit's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages import Message
from bot.registry import Act
from bot.rights import Act as Right
from bot.rights import Concern, may_concerning, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.units import all_units
from bot.turn import Turn
from handlers.task import course, dating, ledger, milestones, tasks, telling, words
from handlers.task.choosing import chosen, speaking
from handlers.task.state import sides_of
from handlers.task.tasks import Task
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

WAITING = frozenset({"mine", "given"})


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say how one stands."""
    del message
    slots = reading.slots
    if not {"task", "number", "candidates"} & set(slots):
        named = _named(turn, str(slots.get("text") or ""), situation)
        if not named:
            turn.say(words.NOT_FOUND)
            return
        slots = {**slots, **({"task": named[0]} if len(named) == 1 else {"candidates": named})}
    task = chosen(turn, Reading(reading.handler, reading.intent, 1.0, slots))
    if task is None:
        return
    if not may_see(turn, task, situation):
        turn.say(words.NO_SUCH.format(number=task.number))
    elif not situation.among_ourselves:
        turn.say(words.STANDS_HERE.format(number=words.number(task), title="", stage=task.stage.value))
    else:
        turn.say(stands(turn, task, situation))


def _named(turn: Turn, text: str, situation: Situation) -> list[int]:
    """Return the open tasks the sender may see whose title, owner or unit a text names."""
    names = {one.id: one.names for one in all_units(turn.connection)}
    return [
        one.id
        for one in tasks.every(turn.connection, only_open=True)
        if may_see(turn, one, situation)
        and (
            one.title in text
            or telling.name(turn, one.state.owner) in text
            or any(name in text for name in names.get(one.unit_id or 0, ()))
        )
    ]


def show_list(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """List some: what is overdue or open as far as the sender may see it, his own, what he gave."""
    del message
    _list(turn, str(reading.slots["what"]), situation)


def may_see(turn: Turn, task: Task, situation: Situation) -> bool:
    """Whether a task concerns the sender, or he may see those of its unit."""
    mine = speaking(turn, situation)
    if any(sides_of(task.state, one) for one in mine):
        return True
    sender = situation.sender
    if not isinstance(sender, Person):
        return False
    if sender.id in tasks.helpers_of(turn.connection, task.id):
        return True
    concern = Concern(task.state.owner, task.unit_id)
    return may_concerning(sender.id, sender.held, Right.SEE_TASKS, concern)


def stands(turn: Turn, task: Task, situation: Situation) -> str:
    """Say how a task stands: state, who, until when, the last three reports, milestones, parts."""
    zone, calendar = situation.zone, calendar_of(turn.connection)
    points = milestones.of_task(turn.connection, task.id)
    parts = tasks.children_of(turn.connection, task.id)
    more = [*dating.shown(turn, points, situation)]
    more += [
        words.PART_LINE.format(number=words.number(one), who=telling.name(turn, one.state.owner), stage=one.stage.value)
        for one in parts
    ]
    extended = words.EXTENDED.format(times=len(task.state.past_dues)) if task.state.past_dues else ""
    whole = course.whole_of(turn.connection, task.id, task.title)
    return words.STANDS.format(
        title=task.title,
        whole=words.WHOLE.format(text=whole) if whole else "",
        stage=task.stage.value,
        overdue=words.overdue(task, turn.now),
        led=telling.led(turn, task),
        due=telling.due_line(turn, task, zone)
        + extended
        + words.ASSIGNED_ON.format(
            who=telling.name(turn, task.state.assigner),
            when=spoken(task.assigned_at, turn.now, zone, calendar, hour=False),
        ),
        steps=telling.last_steps(turn, task, zone),
        more="".join(f"{line}\n" for line in more),
        number=words.number(task),
    )


def _list(turn: Turn, what: str, situation: Situation) -> None:
    if not situation.among_ourselves:
        turn.say(words.PRIVATELY)
        return
    found = seen(turn, situation, what)
    if found is None:
        turn.say(words.MAY_NOT_SEE)
        return
    said = listed(turn, what, found, situation)
    is_private = situation.chat is None or what == "open"
    if is_private:
        turn.say(said)
        return
    turn.say(words.SENT_PRIVATELY)
    turn.whisper(said)


def seen(turn: Turn, situation: Situation, what: str) -> list[Task] | None:
    """Return the tasks of a list the sender may see; None where he may see none but his own."""
    mine = speaking(turn, situation)
    if what in WAITING:
        his = tasks.of_people(turn.connection, mine, turn.now)
        return [
            one
            for one in his
            if one.state.is_open and (one.state.owner if what == "mine" else one.state.assigner) in mine
        ]
    sender = situation.sender
    if not isinstance(sender, Person):
        return None
    found = [one for one in tasks.every(turn.connection, only_open=True) if may_see(turn, one, situation)]
    if not found and not may_somewhere(sender.held, Right.SEE_TASKS):
        return None
    return [one for one in found if what != "overdue" or one.state.is_overdue(turn.now)]


def listed(turn: Turn, what: str, found: Sequence[Task], situation: Situation) -> str:
    """Say a list: by number, the unit and not the person, the day, the state."""
    if not found:
        return words.NONE[what]
    calendar, names = calendar_of(turn.connection), {one.id: one.name for one in all_units(turn.connection)}
    lines = [words.LISTS[what].format(count=len(found))]
    for one in found[: words.MOST]:
        due = one.state.due_at
        lines.append(
            words.LIST_LINE.format(
                number=words.number(one),
                title=one.title,
                unit=names.get(one.unit_id or 0, telling.name(turn, one.state.owner)),
                due=spoken(due, turn.now, situation.zone, calendar, hour=False) if due else words.NO_DUE.strip("。"),
                stage=one.stage.value + words.overdue(one, turn.now),
            )
        )
    if len(found) > words.MOST:
        lines.append(words.ANOTHER.format(count=len(found) - words.MOST))
    return "\n".join(lines)


def give_ledger(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the ledger of what the sender may see, privately."""
    del message, reading
    sender = situation.sender
    if not isinstance(sender, Person) or not may_somewhere(sender.held, Right.SEE_TASKS):
        turn.say(words.MAY_NOT_SEE)
        return
    found = [one for one in tasks.every(turn.connection) if may_see(turn, one, situation)]
    turn.give(ledger.workbook(turn.connection, found, situation.zone, turn.now))
    turn.record("task.ledger_given", count=len(found))
    turn.say(words.LEDGER_GIVEN.format(count=len(found)))


#: What is asked for as one's own: the slice of all that is owed shows it.
LISTS: Mapping[str, Act] = {"mine": show_list, "given": show_list}
ACTS: Mapping[str, Act] = {"task.query": query, "task.ledger": give_ledger}
