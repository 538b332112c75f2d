"""The sheets 职级, 单位, 支部: what the department consists of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from bot.errors import SheetError
from bot.store.names import fold
from bot.store.posts import levels
from bot.store.sheets.cells import choice, named, parts, several, text, whole
from bot.store.sheets.known import branch_names, id_of, names_by_id, unit_names
from bot.store.sheets.sheet import Change, Column, Context, Record, Row, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from bot.store.units import BRANCH_KINDS, all_branches, all_units, branch_units, branches, units

ABOVE = "上级"
CIRCLE = "“{name}”的上级绕了一圈又回到自己，请改正"
TAKEN = "第{row}行“{heading}”：“{alias}”已是“{other}”的名称或别名，请另取一个"

ALIASES = Column("aliases", "别名", several(text(40)), example="维修中心、修缮中心", help="大家平时的叫法，用顿号隔开")
SORT_NO = Column("sort_no", "排序号", whole(0, 99999), example="40", help="名单中的先后，小的在前")


def number(cell: str) -> int | None:
    """Return the whole number of a canonical cell, None for an empty one."""
    return int(cell) if cell else None


def cell(value: object) -> str:
    """Return what a cell shows of a value that may be missing."""
    return "" if value is None else str(value)


def _put_level(connection: Connection, record: Record, _context: Context) -> None:
    put(connection, Slot(levels, {"name": record["name"]}), {"rank": int(record["rank"])})


def _drop_level(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, Slot(levels, {"name": (change.before or {})["name"]}))


def _current_levels(connection: Connection, _context: Context) -> list[Record]:
    rows = connection.execute(select(levels.c.name, levels.c.rank).order_by(levels.c.rank)).all()
    return [{"name": row.name, "rank": str(row.rank)} for row in rows]


LEVELS = Sheet(
    key="levels",
    title="职级",
    columns=(
        Column("name", "职级", text(20), required=True, example="主管", help="职级的叫法"),
        Column("rank", "次序", whole(1, 999), required=True, example="60", help="从高到低，1 最高；“主管以上”据此判断"),
    ),
    identity=("name",),
    current=_current_levels,
    write=one_by_one(_put_level, _drop_level),
)


def _current_units(connection: Connection, _context: Context) -> list[Record]:
    standing = all_units(connection)
    names = {unit.id: unit.name for unit in standing}
    return [
        {
            "name": unit.name,
            "parent": names[unit.parent_id] if unit.parent_id else "",
            "aliases": "、".join(unit.aliases),
            "sort_no": cell(unit.sort_no),
        }
        for unit in standing
    ]


def _unit_values(record: Record) -> dict[str, Any]:
    return {"aliases": parts(record["aliases"]), "sort_no": number(record["sort_no"])}


def _write_units(connection: Connection, changes: Sequence[Change], _context: Context) -> None:
    _write_tree(connection, units, changes, _unit_values)


def _write_tree(
    connection: Connection, table: Table, changes: Sequence[Change], values: Callable[[Record], Mapping[str, Any]]
) -> None:
    """Write the rows of a tree: all of them first, their parents after, so that their order in a file is free."""
    for change in changes:
        if change.after is not None:
            put(connection, Slot(table, {"name": change.after["name"]}), values(change.after))
    for change in changes:
        record = change.after or change.before or {}
        parent_id = id_of(connection, table, change.after["parent"]) if change.after else None
        connection.execute(update(table).where(table.c.name == record["name"]).values(parent_id=parent_id))
    gone = [change.before["name"] for change in changes if change.after is None and change.before]
    connection.execute(delete(table).where(table.c.name.in_(gone)))
    _refuse_circles(connection, table)


def _refuse_circles(connection: Connection, table: Table) -> None:
    rows = connection.execute(select(table.c.id, table.c.name, table.c.parent_id)).all()
    parents = {row.id: row.parent_id for row in rows}
    faults = [CIRCLE.format(name=row.name) for row in rows if _leads_back(row.id, parents)]
    if faults:
        raise SheetError(ABOVE, faults)


def _leads_back(start: int, parents: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    here = parents[start]
    while here is not None and here not in seen and here != start:
        seen.add(here)
        here = parents[here]
    return here == start


def _aliases_taken(kind: str) -> Callable[[Sequence[Row], Context], list[str]]:
    """Return a check that refuses an alias by which somebody else goes, in the file or, if not in it, in the table."""

    def check(rows: Sequence[Row], context: Context) -> list[str]:
        here = {row.record["name"] for row in rows}
        owners = {fold(name): name for name in here}
        faults = []
        for row in rows:
            name = row.record["name"]
            for alias in parts(row.record.get("aliases", "")):
                stored = context.names[kind].get(fold(alias)) or name
                other = owners.setdefault(fold(alias), name if stored in here else stored)
                if other != name:
                    faults.append(TAKEN.format(row=row.number, heading=ALIASES.heading, alias=alias, other=other))
        return faults

    return check


UNITS = Sheet(
    key="units",
    title="单位",
    columns=(
        Column("name", "单位名称", text(60), required=True, example="维修服务中心", help="单位的全称"),
        Column("parent", "上级", named("unit", "单位"), example="后勤保障部", help="上级单位的名称，最高一级不填"),
        ALIASES,
        SORT_NO,
    ),
    identity=("name",),
    current=_current_units,
    write=_write_units,
    names={"unit": unit_names},
    names_itself=("unit", ("name", "aliases")),
    check=_aliases_taken("unit"),
)


def _current_branches(connection: Connection, _context: Context) -> list[Record]:
    standing = all_branches(connection)
    names = {branch.id: branch.name for branch in standing}
    unit_called = names_by_id(connection, units)
    covered: dict[int, list[str]] = {}
    rows = connection.execute(select(branch_units.c.branch_id, branch_units.c.unit_id).order_by(branch_units.c.id))
    for row in rows:
        covered.setdefault(row.branch_id, []).append(unit_called[row.unit_id])
    return [
        {
            "name": branch.name,
            "kind": branch.kind,
            "parent": names[branch.parent_id] if branch.parent_id else "",
            "units": "、".join(covered.get(branch.id, [])),
            "aliases": "、".join(branch.aliases),
            "sort_no": cell(branch.sort_no),
        }
        for branch in standing
    ]


def _write_branches(connection: Connection, changes: Sequence[Change], _context: Context) -> None:
    named_here = [(change.after or change.before or {})["name"] for change in changes]
    ids = select(branches.c.id).where(branches.c.name.in_(named_here))
    connection.execute(delete(branch_units).where(branch_units.c.branch_id.in_(ids)))
    _write_tree(connection, branches, changes, lambda record: {**_unit_values(record), "kind": record["kind"]})
    for change in changes:
        for unit in parts(change.after["units"]) if change.after else ():
            row = {
                "branch_id": id_of(connection, branches, (change.after or {})["name"]),
                "unit_id": id_of(connection, units, unit),
            }
            connection.execute(insert(branch_units).values(row))


BRANCHES = Sheet(
    key="branches",
    title="支部",
    columns=(
        Column("name", "党组织名称", text(60), required=True, example="饮食党支部", help="党组织的全称"),
        Column("kind", "类别", choice(*BRANCH_KINDS), required=True, example="党支部", help="、".join(BRANCH_KINDS)),
        Column("parent", "上级", named("branch", "支部"), example="后勤党委", help="上级党组织，最高一级不填"),
        Column(
            "units", "覆盖单位", several(named("unit", "单位")), example="饮食服务中心", help="可填几个，用顿号隔开"
        ),
        Column("aliases", "别名", several(text(40)), example="饮食支部", help="平时的叫法，用顿号隔开"),
        SORT_NO,
    ),
    identity=("name",),
    current=_current_branches,
    write=_write_branches,
    names={"unit": unit_names, "branch": branch_names},
    names_itself=("branch", ("name", "aliases")),
    check=_aliases_taken("branch"),
)
