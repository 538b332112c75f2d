"""What other tables are called in a cell: names that a sheet's cells may refer to, and back to row ids.

A name that means two things maps to "", so that the parser asks for a clearer one. People are written 王建国（10001）;
the name or the 工号 alone will do where it is clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, Table, select

from bot.store.names import fold
from bot.store.people import persons
from bot.store.posts import levels
from bot.store.units import all_branches, all_units

PERSON = re.compile(r"（([^（）]+)）$")


def unit_names(connection: Connection) -> dict[str, str]:
    """Return what units are called."""
    return gather((name, unit.name) for unit in all_units(connection) for name in unit.names)


def branch_names(connection: Connection) -> dict[str, str]:
    """Return what branches are called."""
    return gather((name, branch.name) for branch in all_branches(connection) for name in branch.names)


def person_names(connection: Connection) -> dict[str, str]:
    """Return what people are called: 工号, name, both."""
    rows = connection.execute(select(persons.c.number, persons.c.name)).all()
    found = gather((row.name, person_cell(row.number, row.name)) for row in rows)
    for row in rows:
        shown = person_cell(row.number, row.name)
        found |= {fold(row.number): shown, fold(shown): shown}
    return found


def level_names(connection: Connection) -> dict[str, str]:
    """Return what levels are called."""
    return own_names(connection, levels)


def own_names(connection: Connection, table: Table) -> dict[str, str]:
    """Return the names of a table that has no aliases."""
    return gather((name, name) for name in connection.execute(select(table.c.name)).scalars())


def person_cell(number: str, name: str) -> str:
    """Write a person as a cell does."""
    return f"{name}（{number}）"


def person_id(connection: Connection, cell: str) -> int | None:
    """Return the row id of the person a canonical cell names."""
    found = PERSON.search(cell)
    number = found.group(1) if found else cell
    return connection.execute(select(persons.c.id).where(persons.c.number == number)).scalar() if cell else None


def id_of(connection: Connection, table: Table, name: str) -> int | None:
    """Return the row id of the canonical `name` in a table with a unique name; None for an empty cell."""
    return connection.execute(select(table.c.id).where(table.c.name == name)).scalar() if name else None


def names_by_id(connection: Connection, table: Table) -> dict[int | None, str]:
    """Return what each row of a named table is called, and "" for None."""
    return {None: ""} | {row.id: row.name for row in connection.execute(select(table.c.id, table.c.name)).all()}


def people_by_id(connection: Connection) -> dict[int | None, str]:
    """Return how a cell writes each person, and "" for None."""
    rows = connection.execute(select(persons.c.id, persons.c.number, persons.c.name)).all()
    return {None: ""} | {row.id: person_cell(row.number, row.name) for row in rows}


def gather(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each folded name to what it means, "" where it means several; a canonical name always means itself."""
    found: dict[str, str] = {}
    canonical = set()
    for name, meant in pairs:
        canonical.add(meant)
        key = fold(name)
        found[key] = meant if found.get(key, meant) == meant else ""
    return found | {fold(name): name for name in canonical}
