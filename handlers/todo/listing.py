"""「我有哪些待办」: everything owed, by whatever slice; of a unit only how much, privately, to who may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.messages import Channel, Message
from bot.registry import Act
from bot.rights import Act as Right
from bot.rights import Concern, Role, may_concerning
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.units import Unit, all_units, below, find_unit
from bot.turn import Turn
from handlers.todo import words
from scheduler import notices, owed, stead
from scheduler.audience import who_is
from scheduler.calendar import calendar_of
from scheduler.owed import Owed
from scheduler.todo import NUMBER, Item, Registry, items

MOST, SELF = 10, "self"


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody has to do: his own, and what he holds for others, by whom."""

    items: tuple[Item, ...]
    behalf: dict[int, Person]


def held_by(connection: Connection, person: Person, registry: Registry, now: datetime) -> Held:
    """Return everything somebody has to do now, what is overdue first."""
    others = {one.id: one for one in stead.speaks_for(connection, person.id, now)}
    rows = owed.open_of_people(connection, [person.id, *others])
    behalf = {one.id: others[one.person_id] for one in rows if one.person_id in others}
    return Held(tuple(items(connection, _each_once(rows, person.id), registry)), behalf)


def listing(registry: Registry, lists: Mapping[str, Act] | None = None) -> Act:
    """Return the act of a question for to-dos.

    registry: what each kind of owed is called. lists: who shows a part of it, by the name a reading gives it (`what`).
    """
    parts = lists or {}

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        if part := parts.get(str(reading.slots.get("what") or "")):
            part(turn, message, reading, situation)
            return
        answer = turn.whisper  # also in a private conversation: it is the only one there is
        if message.channel is not Channel.PRIVATE:
            turn.say(words.PRIVATELY)
        whose = str(reading.slots.get("who") or SELF)
        if situation.sender is None:
            answer(words.ENROL_FIRST.format(contact=situation.contact))
        elif not isinstance(situation.sender, Person):
            answer(words.NOT_A_PERSON)
        elif whose == SELF:
            answer(_own(turn, situation.sender, registry, situation))
        else:
            answer(_of_others(turn, situation.sender, whose))

    return act


def lines_of(held: Held, person: Person, connection: Connection, now: datetime, zone: ZoneInfo) -> list[str]:
    """Write what somebody has to do, a line each. To a chief no days are counted."""
    calendar = calendar_of(connection)
    count_days = Role.CHIEF not in person.roles
    found = []
    for number, item in enumerate(held.items, start=1):
        other = held.behalf.get(item.owed.id)
        found.append(
            words.LINE.format(
                number=number,
                behalf=words.BEHALF.format(who=other.called) if other else "",
                what=item.what,
                until=words.until(item, now, zone, calendar, count_days=count_days),
            )
        )
    return found


def _own(turn: Turn, person: Person, registry: Registry, situation: Situation) -> str:
    held = held_by(turn.connection, person, registry, turn.now)
    if not held.items:
        return words.NOTHING
    lines = lines_of(held, person, turn.connection, turn.now, situation.zone)
    example = next((one.answer for one in held.items[:MOST] if one.answer), "")
    return "\n".join(
        [
            words.HEAD.format(count=len(lines)),
            words.listed(lines, MOST, words.MORE),
            *([words.ANSWER.format(example=example)] if example else []),
        ]
    )


def _of_others(turn: Turn, sender: Person, whose: str) -> str:
    unit = find_unit(turn.connection, whose)
    found = [] if unit else who_is(turn.connection, whose, turn.now, sender)
    if unit is None and len(found) != 1:
        return words.WHOSE.format(whose=whose)
    concern = Concern(unit_id=unit.id) if unit else Concern(found[0].id, found[0].unit_id)
    if not may_concerning(sender.id, sender.held, Right.SEE_TASKS, concern):
        return words.NOT_YOURS
    named = unit.name if unit else found[0].called
    persons = _people_of(turn.connection, unit, turn.now) if unit else found
    return _counted(turn, named, persons)


def _people_of(connection: Connection, unit: Unit, now: datetime) -> list[Person]:
    """Return who belongs to a unit or one below it; chief leaders stand in no such table."""
    inside = below(unit.id, all_units(connection))
    return [
        one for one in people.people(connection, now) if one.unit_id in inside and not stead.is_spared(connection, one)
    ]


def _counted(turn: Turn, named: str, persons: Sequence[Person]) -> str:
    by_person: dict[int, list[Owed]] = defaultdict(list)
    for one in owed.open_of_people(turn.connection, [one.id for one in persons]):
        by_person[one.person_id].append(one)
    busy = [one for one in persons if by_person[one.id]]
    if not busy:
        return words.UNIT_NONE.format(unit=named)
    late = {one.id: sum(_is_late(row, turn.now) for row in by_person[one.id]) for one in busy}
    head = words.UNIT_HEAD.format(
        unit=named, people=len(busy), count=sum(len(by_person[one.id]) for one in busy), late=sum(late.values())
    )
    lines = [
        words.UNIT_LINE.format(
            who=one.called,
            count=len(by_person[one.id]),
            late=words.OF_WHICH_LATE.format(late=late[one.id]) if late[one.id] else "",
        )
        for one in busy
    ]
    rest = busy[MOST:]
    more = words.MORE_PEOPLE.format(people=len(rest), count=sum(len(by_person[one.id]) for one in rest))
    return "\n".join([head, *lines[:MOST], *([more] if rest else [])])


def _is_late(one: Owed, now: datetime) -> bool:
    return one.due_at is not None and one.due_at < now


def _each_once(rows: Sequence[Owed], mine: int) -> list[Owed]:
    """Leave out what somebody holds for another and owes himself, and the 收到 to what he is to do anyway."""
    own = {(one.kind, one.subject) for one in rows if one.person_id == mine}
    done = {(one.person_id, one.data.get(NUMBER)) for one in rows if one.kind != notices.KIND}
    return [
        one
        for one in rows
        if (one.person_id == mine or (one.kind, one.subject) not in own)
        and not (one.kind == notices.KIND and one.data.get(NUMBER) and (one.person_id, one.data[NUMBER]) in done)
    ]
