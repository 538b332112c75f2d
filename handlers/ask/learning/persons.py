"""Whom a question is passed on to: who runs the unit it names, else the office; never who is away, or asks himself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import in_charge, people, stand_ins
from bot.store.people import Person
from bot.store.units import find_unit
from scheduler import stead

OFFICE = (Role.ORGANISER, Role.ADMIN)


def answers(connection: Connection, question: str, asker_id: int | None, now: datetime) -> Person | None:
    """Return who is to answer a question; None where nobody is there."""
    for person in _candidates(connection, question, now):
        told, _ = stead.recipient_for(connection, person, now)
        is_gone = told.id == person.id and stand_ins.is_away(connection, person.id, now)
        if not is_gone and told.id != asker_id:
            return told
    return None


def _candidates(connection: Connection, question: str, now: datetime) -> Iterator[Person]:
    unit = find_unit(connection, question)
    if unit is not None and unit.parent_id is not None:  # the department itself is named in every other question
        yield from in_charge.runners_of(connection, unit.id, now)
    for role in OFFICE:
        yield from people.people_with(connection, role, now)
    yield from in_charge.fall_back(connection, now)
