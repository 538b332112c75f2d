"""Figures by what was asked for 各支部, 各单位, 各类, 每月: in the office's order, by the office's names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection, select

from bot.store.units import Branch, Unit, all_branches, all_units
from handlers.study import kinds
from handlers.study.counted import counting, words
from handlers.study.counted.figures import NOTHING, Figure, added
from handlers.study.counted.order import named_in_order
from handlers.study.counted.scope import BRANCH, Scope, Whose, may_ask
from handlers.study.counted.whose import heads_of
from handlers.study.rows import plans, studies

JULY = 7
#: What a day is of.
SPANS: Mapping[str, Callable[[date], str]] = {
    "month": lambda day: f"{day.year}年{day.month}月",
    "quarter": lambda day: f"{day.year}年第{(day.month + 2) // 3}季度",
    "half": lambda day: f"{day.year}年{'上' if day.month < JULY else '下'}半年",
    "year": lambda day: f"{day.year}年",
}


def lines_by(connection: Connection, scope: Scope, what: str) -> dict[str, Figure]:
    """Return a line for each branch, unit, person, kind, plan, month, quarter, half or year of a scope."""
    if what in SPANS:
        return _by_span(connection, scope, SPANS[what])
    if what == "kind":
        found = counting.by(connection, scope, counting.KIND)
        return {kind: found[kind] for kind in kinds.KINDS if kind in found}
    if what == "plan":
        return _by_plan(connection, scope)
    if what == "person":
        figures = counting.by(connection, scope, counting.PERSON)
        return {name: figures[person_id] for person_id, name in named_in_order(connection, figures).items()}
    is_branch = what == BRANCH
    tree = all_branches(connection) if is_branch else all_units(connection)
    column = counting.BRANCH if is_branch else counting.UNIT
    return _by_head(tree, counting.by(connection, scope, column), words.OTHER[what])


def held_by(connection: Connection, scope: Scope, what: str, *, everyone: bool) -> dict[str, int]:
    """Return how many studies each branch or unit held itself.

    everyone: also those that held none, as far as the sender may see them.
    """
    is_branch = what == BRANCH
    tree = all_branches(connection) if is_branch else all_units(connection)
    names, heads = {one.id: one.name for one in tree}, heads_of(tree)
    column = studies.c.branch_id if is_branch else studies.c.unit_id
    found: dict[str, int] = defaultdict(int)
    for place_id, count in counting.times(connection, scope, column).items():
        found[heads[names[place_id]]] += count
    order = [one.name for one in tree if heads[one.name] == one.name]
    proper = [one for one in tree if one.parent_id is not None]
    wanted = {one.name for one in proper if scope.me is None or may_ask(scope.me, Whose(what, "", (one.id,)))}
    return {name: found[name] for name in order if name in found or (everyone and name in wanted)}


def _by_head(tree: list[Unit] | list[Branch], figures: Mapping[str, Figure], other: str) -> dict[str, Figure]:
    heads = heads_of(tree)
    grouped: dict[str, list[Figure]] = defaultdict(list)
    for name, figure in figures.items():
        grouped[heads.get(name, name) or other].append(figure)
    order = [one.name for one in tree] + sorted(name for name in grouped if name != other) + [other]
    return {name: added(grouped[name]) for name in dict.fromkeys(order) if name in grouped}


def _by_span(connection: Connection, scope: Scope, name_of: Callable[[date], str]) -> dict[str, Figure]:
    figures = counting.by(connection, scope, counting.STUDY)
    grouped: dict[str, list[Figure]] = defaultdict(list)
    for study in counting.held(connection, scope):
        grouped[name_of(study.starts_at.astimezone(scope.zone).date())].append(figures.get(study.id, NOTHING))
    return {name: added(those) for name, those in grouped.items()}


def _by_plan(connection: Connection, scope: Scope) -> dict[str, Figure]:
    names = {row.id: row.name for row in connection.execute(select(plans.c.id, plans.c.name).order_by(plans.c.id))}
    figures = counting.by(connection, scope, counting.PLAN)
    return {names[one] if one else words.NO_PLAN: figures[one] for one in (*names, None) if one in figures}
