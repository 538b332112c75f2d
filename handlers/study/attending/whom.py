"""Who is meant by the names in a sentence: people, or everybody of a unit; of several of one name it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.router import Reading
from bot.store import people
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study.attending import asking, words
from handlers.study.attending.which import MOST
from scheduler.audience import Group, people_in, read_audience, who_is
from scheduler.audience.value import Audience


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant. units: those that were named as a whole; unknown: names of nobody."""

    people: tuple[Person, ...] = ()
    units: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read(turn: Turn, reading: Reading, me: Person) -> Meant | None:
    """Read the slot `people`; None where it was asked which of several is meant."""
    names = [str(one) for one in reading.slots.get("people") or ()]
    found: list[Person] = []
    units: list[str] = []
    unknown: list[str] = []
    for name in names:
        called = who_is(turn.connection, name, turn.now, me)
        if len(called) > 1:
            _ask(turn, reading, names, name, called)
            return None
        if called:
            found += called
            continue
        unit = _unit(turn, name, me)
        if unit is None:
            unknown.append(name)
            continue
        units.append(name)
        found += people_in(turn.connection, unit, turn.now)
    unique = {one.id: one for one in found}
    return Meant(tuple(unique.values()), tuple(units), tuple(unknown))


def one(turn: Turn, reading: Reading, me: Person) -> Person | None:
    """Read the one person meant; None where it was asked or said that nobody is."""
    found = read(turn, reading, me)
    if found is None:
        return None
    if not found.people:
        turn.whisper(words.NOBODY_CALLED.format(name="、".join(found.unknown)))
        return None
    return found.people[0]


def of_ids(turn: Turn, ids: Iterable[int]) -> tuple[Person, ...]:
    """Return people by row id, in order."""
    return tuple(people.people(turn.connection, turn.now, [int(each) for each in ids]))


def _unit(turn: Turn, name: str, me: Person) -> Audience | None:
    found = read_audience(turn.connection, name, turn.now, me)
    is_unit = found.is_clear and all(term.group in (Group.UNIT, Group.BRANCH) for term in found.audience.terms)
    return found.audience if is_unit else None


def _ask(turn: Turn, reading: Reading, names: list[str], name: str, called: list[Person]) -> None:
    options = [
        Option(
            f"{each.called} {each.number}",
            reading.handler,
            reading.intent,
            {**reading.slots, "people": [each.number if one == name else one for one in names]},
        )
        for each in called[:MOST]
    ]
    asking.ask(turn, words.WHICH_PERSON.format(name=name), options)
