"""Counting in the database: rosters are grouped there, so that a year of the whole department is never read in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from handlers.study.counted.figures import Cell, Figure, figure
from handlers.study.counted.runs import Run, Turnout, missed
from handlers.study.counted.scope import Scope
from handlers.study.roster import ABSENT, ATTENDS, Entry
from handlers.study.rows import roster, studies
from handlers.study.studies import Study, some

#: What entries are grouped by.
PERSON, BRANCH, UNIT = roster.c.person_id, roster.c.branch, roster.c.unit
KIND, STUDY, PLAN = studies.c.kind, studies.c.id, studies.c.plan_id
_MADE_UP = roster.c.made_up_at.is_not(None)
_BOTH = roster.join(studies, studies.c.id == roster.c.study_id)
_ENTRY = tuple(roster.c[one] for one in Entry.__dataclass_fields__)


def total(connection: Connection, scope: Scope) -> Figure:
    """Count everything in a scope."""
    return figure(cell for _, cell in _grouped(connection, scope))


def by(connection: Connection, scope: Scope, column: ColumnElement[Any]) -> dict[Any, Figure]:
    """Count a scope by one of the columns above."""
    cells: dict[Any, list[Cell]] = defaultdict(list)
    for key, cell in _grouped(connection, scope, column):
        cells[key].append(cell)
    return {key: figure(some_cells) for key, some_cells in cells.items()}


def _grouped(connection: Connection, scope: Scope, *columns: ColumnElement[Any]) -> Iterable[tuple[Any, Cell]]:
    alike = (roster.c.belongs, roster.c.status, _MADE_UP)
    statement = select(*alike, func.count(), *columns).select_from(_BOTH).where(scope.held, scope.theirs)
    for row in connection.execute(statement.group_by(*alike, *columns)):
        yield (row[4] if columns else None), Cell(row[0], row[1], bool(row[2]), row[3])


def held(connection: Connection, scope: Scope) -> list[Study]:
    """Return the studies of a scope, in order of time: those anybody asked for was expected at."""
    if scope.whose is None:
        ids = select(studies.c.id).where(scope.held)
    else:
        ids = select(studies.c.id).select_from(_BOTH).where(scope.held, scope.theirs).distinct()
    return some(connection, connection.execute(ids).scalars())


def organised(connection: Connection, scope: Scope) -> int:
    """Return how many studies of a scope a branch or unit held itself; of a person, how many concern him."""
    return connection.execute(
        select(func.count()).select_from(studies).where(scope.took_place, scope.organised)
    ).scalar_one()


def size(connection: Connection, scope: Scope) -> int:
    """Return how many entries of rosters are looked through to count a scope."""
    return connection.execute(select(func.count()).select_from(_BOTH).where(scope.held)).scalar_one()


def has_any(connection: Connection, scope: Scope) -> bool:
    """Whether there is any study in a scope at which anybody asked for was."""
    some_entry = select(roster.c.id).select_from(_BOTH).where(scope.held, scope.theirs).limit(1)
    return connection.execute(some_entry).first() is not None


def times(connection: Connection, scope: Scope, column: ColumnElement[Any]) -> dict[Any, int]:
    """Return how many studies were held, by whose they are (`branch_id`, `unit_id`)."""
    statement = select(column, func.count()).where(scope.took_place, column.is_not(None)).group_by(column)
    return {row[0]: row[1] for row in connection.execute(statement)}


def entries(connection: Connection, scope: Scope, *statuses: str) -> list[Entry]:
    """Return the entries of those who were expected and have one of some statuses, in order of time."""
    here = (roster.c.belongs == ATTENDS) & roster.c.status.in_(statuses)
    statement = select(*_ENTRY).select_from(_BOTH).where(scope.held, scope.theirs, here)
    in_time = statement.order_by(studies.c.starts_at, studies.c.id, roster.c.position, roster.c.id)
    return [Entry(*row) for row in connection.execute(in_time)]


def runs(connection: Connection, scope: Scope, least: int) -> dict[tuple[int, str], Run]:
    """Return who missed `least` studies of a kind in a row, by person and kind."""
    expected = (scope.held, scope.theirs, roster.c.belongs == ATTENDS)
    missed_some = (
        select(roster.c.person_id, studies.c.kind)
        .select_from(_BOTH)
        .where(*expected, roster.c.status == ABSENT)
        .group_by(roster.c.person_id, studies.c.kind)
        .having(func.count() >= least)
        .subquery()
    )
    alike = (missed_some.c.person_id == roster.c.person_id) & (missed_some.c.kind == studies.c.kind)
    statement = (
        select(roster.c.person_id, studies.c.kind, studies.c.starts_at, roster.c.status)
        .select_from(_BOTH.join(missed_some, alike))
        .where(*expected)
    )
    turnouts: dict[tuple[int, str], list[Turnout]] = defaultdict(list)
    for person_id, kind, at, status in connection.execute(statement):
        turnouts[person_id, kind].append(Turnout(at, status))
    found = {key: missed(theirs, least) for key, theirs in turnouts.items()}
    return {key: run for key, run in found.items() if run is not None}


def last_seen(connection: Connection, scope: Scope) -> dict[int, tuple[str, str, str]]:
    """Return name, unit and branch of everybody in a scope, as they stood on the last of its rosters."""
    newest = (
        select(func.max(roster.c.id)).select_from(_BOTH).where(scope.held, scope.theirs).group_by(roster.c.person_id)
    )
    rows = select(roster.c.person_id, roster.c.name, roster.c.unit, roster.c.branch).where(roster.c.id.in_(newest))
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(rows)}
