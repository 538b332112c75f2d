"""Whose attendance some words ask for: somebody, a branch 支部, a unit; found in the office's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from bot.store.names import fold
from bot.store.people import persons
from bot.store.units import (
    BRANCH_KINDS,
    Branch,
    Unit,
    all_branches,
    all_units,
    below,
    find_branch,
    find_unit,
    units_of,
)
from handlers.study.counted.scope import BRANCH, PERSON, UNIT, Whose

CELL, COMMON = BRANCH_KINDS[3], BRANCH_KINDS[2]
_BRANCH_SAID = re.compile(r"(?P<head>[\u4e00-\u9fff]{1,10})(?:党)?(?:总)?支部")
SHORTEST = 2


def whose_in(connection: Connection, text: str) -> Whose | None:
    """Return whom a text names; None where it names nobody, or the whole department."""
    found = _somebody(connection, text) or _branch(connection, text)
    if found is not None:
        return found
    unit = find_unit(connection, text)
    return None if unit is None or unit.parent_id is None else of_unit(connection, unit)


def of_branch(connection: Connection, branch: Branch) -> Whose:
    """Return a branch with what is below it."""
    tree = all_branches(connection)
    ids = below(branch.id, tree)
    return Whose(BRANCH, branch.name, tuple(sorted(ids)), tuple(one.name for one in tree if one.id in ids))


def of_unit(connection: Connection, unit: Unit) -> Whose:
    """Return a unit with what is below it."""
    tree = all_units(connection)
    ids = below(unit.id, tree)
    return Whose(UNIT, unit.name, tuple(sorted(ids)), tuple(one.name for one in tree if one.id in ids))


def heads_of(tree: Sequence[Unit] | Sequence[Branch]) -> dict[str, str]:
    """Return by name the one a line of a table is of: 维修一班 counts for 维修服务中心, a 党小组 for its 党支部."""
    known: dict[int | None, Unit | Branch] = {one.id: one for one in tree}
    return {one.name: _head(one, known).name for one in tree}


def _head(one: Unit | Branch, known: Mapping[int | None, Unit | Branch]) -> Unit | Branch:
    here = one
    while (parent := known.get(here.parent_id)) is not None:
        if parent.parent_id is None:
            break  # what is under the whole department stands by itself
        here = parent
    return here


def _somebody(connection: Connection, text: str) -> Whose | None:
    said = fold(text)
    rows = connection.execute(select(persons.c.id, persons.c.name, persons.c.salutation)).all()
    named = [row for row in rows if len(row.name) >= SHORTEST and fold(row.name) in said]
    named = named or [row for row in rows if len(row.salutation) > SHORTEST and fold(row.salutation) in said]
    longest = max((len(row.name) for row in named), default=0)
    named = [row for row in named if len(row.name) == longest]
    return Whose(PERSON, named[0].name, tuple(row.id for row in named)) if named else None


def _branch(connection: Connection, text: str) -> Whose | None:
    found = find_branch(connection, text)
    said = _BRANCH_SAID.search(text)
    if found is None and said is not None:
        found = _by_beginning(all_branches(connection), said["head"]) or _covering(connection, said["head"])
    return of_branch(connection, found) if found is not None else None


def _by_beginning(tree: Iterable[Branch], head: str) -> Branch | None:
    """Return the branch whose name begins as was said: 维修支部 is 维修水电党支部; the shortest words that fit none."""
    proper = [one for one in tree if one.kind != CELL]
    for start in range(len(head) - SHORTEST + 1):
        begun = [one for one in proper if any(name.startswith(head[start:]) for name in one.names)]
        if len(begun) == 1:
            return begun[0]
    return None


def _covering(connection: Connection, head: str) -> Branch | None:
    """Return the branch that covers the unit that was said: 宿管支部."""
    unit = find_unit(connection, head)
    if unit is None or unit.parent_id is None:
        return None
    covering = [one for one in all_branches(connection) if unit.id in units_of(connection, one.id)]
    return next((one for one in covering if one.kind == COMMON), None)
