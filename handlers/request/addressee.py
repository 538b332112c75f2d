"""To whom a request goes: whom it names, else the leader in charge of the asker's unit, else a chief. Only one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import people
from bot.store.people import Person
from handlers.request import words
from scheduler.audience import who_is

LEADERS = frozenset({Role.CHIEF, Role.IN_CHARGE, Role.HEAD, Role.BRANCH_SECRETARY})


@dataclass(frozen=True, slots=True)
class Found:
    """The one addressee; or those who may be meant, with the question. by_charge: found by 分管, not named."""

    person: Person | None = None
    choices: tuple[Person, ...] = ()
    question: str = ""
    by_charge: bool = False


def addressee(connection: Connection, named: Sequence[str], asker: Person, now: datetime, asked: str) -> Found:
    """Find whom a request goes to. named: as said. asked: the question where there are several."""
    if not named:
        return _by_charge(connection, asker, now, asked)
    found: list[Person] = []
    for name in named:
        some = who_is(connection, name, now, asker)
        if not some:
            return Found(question=words.NO_SUCH_PERSON.format(name=name))
        found += [one for one in some if one not in found]
    if len(found) > 1:
        return Found(choices=tuple(people.in_order(found)), question=asked)
    return _checked(found[0], asker)


def _by_charge(connection: Connection, asker: Person, now: datetime, asked: str) -> Found:
    in_charge = people.in_charge_of(connection, asker.unit_id, now) if asker.unit_id else []
    above = [one for one in in_charge if one.id != asker.id]
    others = above or [one for one in people.people_with(connection, Role.CHIEF, now) if one.id != asker.id]
    if not others:
        return Found(question=words.NO_LEADER)
    if len(others) > 1:
        return Found(choices=tuple(others), question=asked)
    return Found(others[0], by_charge=bool(above))


def _checked(person: Person, asker: Person) -> Found:
    if person.id == asker.id:
        return Found(question=words.TO_YOURSELF)
    if not LEADERS & person.roles:
        return Found(question=words.NOT_A_LEADER.format(name=person.called))
    return Found(person)
