"""Who is told that somebody is away: those over him, and the office for leaders and heads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import people
from bot.store.people import Person
from bot.store.units import all_units

LEADING = frozenset({Role.CHIEF, Role.IN_CHARGE, Role.HEAD})


def watchers_of(connection: Connection, away: Person, now: datetime) -> list[tuple[Person, str]]:
    """Return who is told of an absence, each with what he is to it (chief, leader, organiser)."""
    found: dict[int, tuple[Person, str]] = {}
    for one, audience in _over(connection, away, now):
        if one.id != away.id:
            found.setdefault(one.id, (one, audience))
    return list(found.values())


def is_leading(person: Person) -> bool:
    """Whether somebody leads something: his absence is reported, not asked for."""
    return not LEADING.isdisjoint(person.roles)


def _over(connection: Connection, away: Person, now: datetime) -> Iterator[tuple[Person, str]]:
    if away.roles & {Role.CHIEF, Role.IN_CHARGE}:
        yield from ((one, "chief") for one in people.people_with(connection, Role.CHIEF, now))
    elif away.unit_id is not None:
        over = people.in_charge_of(connection, away.unit_id, now)
        heads = [] if Role.HEAD in away.roles else _heads(connection, away.unit_id, now)
        yield from ((one, "leader") for one in heads or over)
    if is_leading(away):
        yield from ((one, "organiser") for one in people.people_with(connection, Role.ORGANISER, now))


def _heads(connection: Connection, unit_id: int, now: datetime) -> list[Person]:
    """Return the heads of a unit, or of the nearest one above it that has any; not those of the whole department."""
    parents = {one.id: one.parent_id for one in all_units(connection)}
    here: int | None = unit_id
    while here is not None:
        if found := [one for one in people.people_with(connection, Role.HEAD, now, here) if one.unit_id == here]:
            return found
        here = parents.get(here)
    return []
