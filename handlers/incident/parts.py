"""What a sender is to incidents. Decided by rows alone: by what he was told as, and by what he is today.

Of all incidents at once it costs hardly more than of one: what is the same for all is looked up once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import people, posts, stand_ins
from bot.store.in_charge import officers
from bot.store.people import Person
from bot.store.places import Place
from handlers.incident import witnesses
from handlers.incident.cases import Case
from handlers.incident.leaders import Part

_TOLD_TO_ACT = (Part.DEPUTY, Part.HEAD, Part.DUTY)


def part_of(connection: Connection, case: Case, sender: Person | Place | None, now: datetime) -> Part:
    """Return what a sender is to an incident; the part with the most rights."""
    return parts_of(connection, [case], sender, now)[case.id]


def parts_of(
    connection: Connection, cases: Iterable[Case], sender: Person | Place | None, now: datetime
) -> dict[int, Part]:
    """Return what a sender is to each of some incidents, by row; the part with the most rights."""
    some = list(cases)
    if not isinstance(sender, Person):
        is_duty = isinstance(sender, Place) and sender.role is Role.DUTY
        return {one.id: Part.DUTY if is_duty else Part.NONE for one in some}
    told = witnesses.told_as(connection, sender.id, [one.id for one in some]) if some else {}
    him = _Him(connection, sender, now)
    return {one.id: next(_parts(him, one, told.get(one.id, "")), Part.NONE) for one in some}


def _parts(him: _Him, case: Case, told: str) -> Iterator[Part]:
    if him.person.id == case.leader_id:
        yield Part.LEADER
    if told in _TOLD_TO_ACT:
        yield Part(told)
    if him.is_on_duty(case.campus):
        yield Part.DUTY
    if Role.CHIEF in him.person.roles:
        yield Part.CHIEF
    if case.unit_id is not None and him.is_in_charge(case.unit_id):
        yield Part.DEPUTY
    if any(held.role is Role.HEAD and case.unit_id in held.units for held in him.person.held):
        yield Part.HEAD
    if case.leader_id in him.leaders:
        yield Part.SECRETARY
    if told:
        yield Part(told)


class _Him:
    """A sender, and what of him is the same for every incident."""

    def __init__(self, connection: Connection, person: Person, now: datetime) -> None:
        self.person = person
        self._connection, self._now = connection, now
        self._on_duty: dict[str, bool] = {}
        self._in_charge: dict[int, bool] = {}

    def is_on_duty(self, campus: str) -> bool:
        """Say whether he is on duty there, or stands in where there is no roster."""
        if campus not in self._on_duty:
            found = officers(self._connection, self._now, (campus,) if campus else ())
            self._on_duty[campus] = any(one.id == self.person.id for one in found)
        return self._on_duty[campus]

    def is_in_charge(self, unit_id: int) -> bool:
        """Say whether he is in charge of a unit, or deputy of who is."""
        if not self._has_charge:
            return False
        if unit_id not in self._in_charge:
            found = (
                people.in_charge_of(self._connection, unit_id, self._now, deputy=deputy) for deputy in (False, True)
            )
            self._in_charge[unit_id] = any(one.id == self.person.id for some in found for one in some)
        return self._in_charge[unit_id]

    @cached_property
    def leaders(self) -> set[int]:
        """Whose secretary he is."""
        return stand_ins.secretary_of(self._connection, self.person.id, self._now)

    @cached_property
    def _has_charge(self) -> bool:
        return any(one.person_id == self.person.id for one in posts.charges_at(self._connection, self._now))
