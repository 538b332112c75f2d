"""The two lines of organisation: units 单位 (who works where) and branches 党组织 (who belongs where).

They are independent of each other: a branch may cover several units, a unit several branches, and people who have
retired belong to a branch but to no unit. Both are trees with aliases, because every school names them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import JSON, Column, Connection, ForeignKey, Index, Integer, String, Table, UniqueConstraint, select

from bot.store.database import RowId, metadata
from bot.store.dated import holds, period
from bot.store.names import fold

BRANCH_KINDS = ("党委", "党总支", "党支部", "党小组")
MEMBER_KINDS = ("正式党员", "预备党员")

units = Table(
    "units",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("parent_id", RowId, ForeignKey("units.id")),
    Column("aliases", JSON, nullable=False),
    Column("sort_no", Integer),
)
branches = Table(
    "branches",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    Column("parent_id", RowId, ForeignKey("branches.id")),
    Column("aliases", JSON, nullable=False),
    Column("sort_no", Integer),
)
branch_units = Table(
    "branch_units",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("branch_id", RowId, ForeignKey("branches.id"), nullable=False),
    Column("unit_id", RowId, ForeignKey("units.id"), nullable=False),
    UniqueConstraint("branch_id", "unit_id"),
)
members = Table(
    "members",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("branch_id", RowId, ForeignKey("branches.id"), nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    *period(),
    Index("ix_members_branch_id", "branch_id"),
    Index("ix_members_person_id", "person_id"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit."""

    id: int
    name: str
    parent_id: int | None
    aliases: tuple[str, ...]
    sort_no: int | None

    @property
    def names(self) -> tuple[str, ...]:
        """Return everything it is called."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Branch:
    """One organisation of the party line."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    aliases: tuple[str, ...]
    sort_no: int | None

    @property
    def names(self) -> tuple[str, ...]:
        """Return everything it is called."""
        return (self.name, *self.aliases)


Named = TypeVar("Named", Unit, Branch)


_units = select(units.c.id, units.c.name, units.c.parent_id, units.c.aliases, units.c.sort_no)
_branches = select(
    *(branches.c[name] for name in ("id", "name", "kind", "parent_id", "aliases", "sort_no")),
)


def all_units(connection: Connection) -> list[Unit]:
    """Return every unit by 排序号."""
    rows = connection.execute(_units).all()
    found = [Unit(row.id, row.name, row.parent_id, tuple(row.aliases), row.sort_no) for row in rows]
    return sorted(found, key=lambda unit: (unit.sort_no is None, unit.sort_no or 0, unit.id))


def all_branches(connection: Connection) -> list[Branch]:
    """Return every branch by 排序号."""
    rows = connection.execute(_branches).all()
    found = [Branch(row.id, row.name, row.kind, row.parent_id, tuple(row.aliases), row.sort_no) for row in rows]
    return sorted(found, key=lambda branch: (branch.sort_no is None, branch.sort_no or 0, branch.id))


def find_unit(connection: Connection, text: str) -> Unit | None:
    """Return the unit that `text` names: the longest name or alias that stands in it."""
    return _longest(all_units(connection), text)


def find_branch(connection: Connection, text: str) -> Branch | None:
    """Return the branch that `text` names: the longest name or alias that stands in it."""
    return _longest(all_branches(connection), text)


def below(root_id: int, tree: Iterable[Unit] | Iterable[Branch]) -> frozenset[int]:
    """Return the row ids of `root_id` and everything under it in `tree`."""
    children: dict[int | None, list[int]] = {}
    for node in tree:
        children.setdefault(node.parent_id, []).append(node.id)
    found: set[int] = set()
    waiting = [root_id]
    while waiting:
        node_id = waiting.pop()
        if node_id not in found:
            found.add(node_id)
            waiting.extend(children.get(node_id, ()))
    return frozenset(found)


def above(unit_id: int, tree: Iterable[Unit]) -> list[int]:
    """Return the row ids of `unit_id` and the units over it, the nearest first."""
    parents: Mapping[int, int | None] = {unit.id: unit.parent_id for unit in tree}
    found: list[int] = []
    here: int | None = unit_id
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found


def members_of(connection: Connection, branch_id: int, now: datetime) -> list[tuple[int, str]]:
    """Return (person id, 正式党员/预备党员) of those who belong to exactly this branch."""
    rows = connection.execute(
        select(members.c.person_id, members.c.kind).where(members.c.branch_id == branch_id, holds(members, now))
    ).all()
    return [(row.person_id, row.kind) for row in rows]


def units_of(connection: Connection, branch_id: int) -> list[int]:
    """Return the units a branch covers."""
    return list(
        connection.execute(select(branch_units.c.unit_id).where(branch_units.c.branch_id == branch_id)).scalars()
    )


def _longest(candidates: Iterable[Named], text: str) -> Named | None:
    said = fold(text)
    lengths = [
        (max((len(fold(name)) for name in one.names if fold(name) in said), default=0), one) for one in candidates
    ]
    best, found = max(lengths, key=lambda pair: pair[0], default=(0, None))
    return found if best else None
