"""Who looks after a place: the unit that runs a system of its building, its heads, who is on duty there.

Where the tables name nobody there is always somebody else, so that what is reported reaches a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.rights import Held, Role
from bot.store import people, places, shifts
from bot.store.dated import holds
from bot.store.people import Person
from bot.store.posts import role_rows
from bot.store.units import Unit, above, all_units, find_unit

STAND_IN = (Role.DUTY, Role.ORGANISER, Role.ADMIN)
RUNNING = (Role.HEAD, Role.TEAM_LEADER, Role.ORGANISER)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, as far as it was said. campuses: those it may be on, where the building stands on several."""

    campus: str = ""
    building: str = ""
    unit: str = ""
    campuses: tuple[str, ...] = ()

    @property
    def on_campuses(self) -> tuple[str, ...]:
        """Return the campuses it may be on; none: any."""
        return self.campuses or ((self.campus,) if self.campus else ())


def unit_of(connection: Connection, spot: Spot, system: str, *names: str) -> int | None:
    """Return the unit: who runs that system of the building, else the first of `names` that is a unit's."""
    if spot.building and system:
        for one in places.all_buildings(connection):
            is_there = one.name == spot.building and (not spot.on_campuses or one.campus in spot.on_campuses)
            if is_there and system in one.systems:
                return one.systems[system]
    for name in names:
        unit: Unit | None = find_unit(connection, name) if name else None
        if unit is not None:
            return unit.id
    return None


def runners_of(connection: Connection, unit_id: int, now: datetime) -> list[Person]:
    """Return who runs a unit: head, team leader, dispatcher, of the nearest unit above it that has any.

    Roles that hold for the whole department are nobody's unit.
    """
    nearest = above(unit_id, all_units(connection))
    is_one = role_rows.c.role.in_([role.value for role in RUNNING]) & role_rows.c.unit_id.in_(nearest)
    held = connection.execute(select(role_rows.c.unit_id, role_rows.c.person_id).where(is_one, holds(role_rows, now)))
    by_unit: dict[int, set[int]] = defaultdict(set)
    for row in held:
        by_unit[row.unit_id].add(row.person_id)
    some = (people.people(connection, now, by_unit[here]) for here in nearest if here in by_unit)
    return next(filter(None, some), [])


def runs(held: Held, unit_id: int | None) -> bool:
    """Whether a role is one of running that unit, or one above it."""
    return held.role in RUNNING and not held.everywhere and unit_id in held.units


def officers(connection: Connection, now: datetime, campuses: Iterable[str] = ()) -> list[Person]:
    """Return who is on duty on these campuses (none: on all); without a roster who stands in."""
    named = tuple(campuses)
    ids = connection.execute(select(places.campuses.c.id).where(places.campuses.c.name.in_(named))).scalars().all()
    found = [one for campus_id in ids or [None] for one in shifts.responsible(connection, now, campus_id)]
    on_duty = people.people(connection, now, {one.officer_id for one in found})
    if on_duty:
        return on_duty
    return next((some for role in STAND_IN if (some := people.people_with(connection, role, now))), [])


def fall_back(connection: Connection, now: datetime) -> list[Person]:
    """Return who is told where no leader is found: the admins and the chiefs."""
    roles = (Role.ADMIN, Role.CHIEF)
    return people.in_order({one for role in roles for one in people.people_with(connection, role, now)})
