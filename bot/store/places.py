"""Where things happen: campuses and buildings 楼宇点位, and shared accounts that are a place rather than a person.

The same building name may stand on two campuses, and each system of a building (water, power, lift …) may belong to
another unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import JSON, Column, Connection, ForeignKey, Integer, String, Table, UniqueConstraint, select

from bot.rights import Held, Role
from bot.store.database import RowId, metadata
from bot.store.names import fold, fold_place

SYSTEMS = ("供水", "供电", "电梯", "消防", "物业")

campuses = Table(
    "campuses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("aliases", JSON, nullable=False),
    Column("sort_no", Integer),
)
buildings = Table(
    "buildings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("campus_id", RowId, ForeignKey("campuses.id"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("key_holder_id", RowId, ForeignKey("persons.id")),
    UniqueConstraint("campus_id", "name"),
)
building_systems = Table(
    "building_systems",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("building_id", RowId, ForeignKey("buildings.id", ondelete="CASCADE"), nullable=False),
    Column("system", String(10), nullable=False),
    Column("unit_id", RowId, ForeignKey("units.id"), nullable=False),
    UniqueConstraint("building_id", "system"),
)
shared_places = Table(
    "shared_places",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(60), nullable=False, unique=True),
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("role", String(30)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A shared account such as 值班室: whoever sits there writes from it.

    It may do what staff may, and what its own role (DUTY for the duty room) allows.
    """

    id: int
    name: str
    unit_id: int | None
    role: Role | None

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles of whoever writes from here."""
        return frozenset([Role.STAFF] if self.role is None else [Role.STAFF, self.role])

    @property
    def held(self) -> frozenset[Held]:
        """Return the roles with their reach, as a person has them."""
        return frozenset(Held(role) for role in self.roles)


@dataclass(frozen=True, slots=True)
class Building:
    """One building. `systems`: which unit looks after each system; `names`: name and aliases."""

    id: int
    campus_id: int
    campus: str
    name: str
    names: tuple[str, ...]
    key_holder_id: int | None
    systems: Mapping[str, int]


def all_buildings(connection: Connection) -> list[Building]:
    """Return every building, by campus and name."""
    systems: dict[int, dict[str, int]] = {}
    for row in connection.execute(
        select(building_systems.c.building_id, building_systems.c.system, building_systems.c.unit_id)
    ):
        systems.setdefault(row.building_id, {})[row.system] = row.unit_id
    rows = connection.execute(
        select(
            buildings.c.id,
            buildings.c.campus_id,
            campuses.c.name.label("campus"),
            buildings.c.name,
            buildings.c.aliases,
            buildings.c.key_holder_id,
        )
        .select_from(buildings.join(campuses, campuses.c.id == buildings.c.campus_id))
        .order_by(buildings.c.campus_id, buildings.c.id)
    ).all()
    return [
        Building(
            row.id,
            row.campus_id,
            row.campus,
            row.name,
            (row.name, *row.aliases),
            row.key_holder_id,
            systems.get(row.id, {}),
        )
        for row in rows
    ]


def find_campus(connection: Connection, text: str) -> str | None:
    """Return the name of the campus that `text` names."""
    said = fold(text)
    rows = connection.execute(select(campuses.c.name, campuses.c.aliases).order_by(campuses.c.id)).all()
    return next((row.name for row in rows if any(fold(name) in said for name in (row.name, *row.aliases))), None)


def find_building(connection: Connection, text: str) -> list[Building]:
    """Return the buildings that `text` may name: those with the longest name in it, on the campus it names if any.

    Several mean that the campus must be asked for.
    """
    said = fold_place(text)
    scored = [
        (max((len(fold_place(name)) for name in one.names if _stands_in(fold_place(name), said)), default=0), one)
        for one in all_buildings(connection)
    ]
    best = max((length for length, _ in scored), default=0)
    found = [one for length, one in scored if best and length == best]
    campus = find_campus(connection, text)
    return [one for one in found if one.campus == campus] or found


def _stands_in(name: str, said: str) -> bool:
    """Whether `name` stands in `said`, and not as the tail of a longer number (3号楼 is not in 13号楼)."""
    head = r"(?<!\d)" if name[:1].isdigit() else ""
    tail = r"(?!\d)" if name[-1:].isdigit() else ""
    return re.search(head + re.escape(name) + tail, said) is not None
