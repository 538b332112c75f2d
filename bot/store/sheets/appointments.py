"""The sheets 支部成员, 任职, 分管, 角色: who is what, where, and from when to when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from bot.rights import ROLE_NAMES, Role
from bot.store.posts import charges, levels, posts, role_rows
from bot.store.sheets.cells import choice, named, text
from bot.store.sheets.known import (
    branch_names,
    id_of,
    level_names,
    names_by_id,
    people_by_id,
    person_id,
    person_names,
    unit_names,
)
from bot.store.sheets.sheet import Change, Column, Context, Record, Sheet
from bot.store.sheets.sheet import Row as SheetRow
from bot.store.sheets.tables import SINCE, UNTIL, Slot, drop_period, is_over, newest_periods, one_by_one, put_period
from bot.store.units import MEMBER_KINDS, branches, members, units

ONE_OF_TWO = "第{row}行：“{one}”和“{other}”请填一个，也只填一个"
NOT_BOTH = "第{row}行：“{one}”和“{other}”只能填一个"
END_FIRST = "第{row}行“截止日期”：早于起始日期，请改正"

CHIEF_CHARGE, DEPUTY_CHARGE = "主管", "协管"
ASSIGNED = {ROLE_NAMES[role]: role for role in Role if role not in (Role.STAFF, Role.OUTSIDER, Role.IN_CHARGE)}

PERSON = Column("person", "人员", named("person", "人员"), required=True, example="10023", help="工号，或不重名的姓名")
UNIT = Column("unit", "单位", named("unit", "单位"), example="维修服务中心", help="在“单位”表里登记过的")
BRANCH = Column("branch", "支部", named("branch", "支部"), example="", help="在“支部”表里登记过的")
NAMES = {"person": person_names, "unit": unit_names, "branch": branch_names}


class _Called:
    """What rows refer to, by name; each table is read once."""

    def __init__(self, connection: Connection) -> None:
        self.person = people_by_id(connection)
        self.unit = names_by_id(connection, units)
        self.branch = names_by_id(connection, branches)
        self.level = names_by_id(connection, levels)


Key = Callable[[Connection, Record], Mapping[str, Any]]


def dated(
    table: Table,
    key: Key,
    values: Key,
    show: Callable[[Row[Any], _Called], dict[str, str]],
    identity: Sequence[str],
) -> dict[str, Any]:
    """Return the parts of a sheet over a dated table: what it shows, and how records are put in and ended."""

    def current(connection: Connection, context: Context) -> list[Record]:
        called = _Called(connection)
        rows = connection.execute(select(table).order_by(table.c.since, table.c.id)).all()
        shown = [
            {
                **show(row, called),
                SINCE.key: context.day_from(row.since),
                UNTIL.key: context.day_before(row.until),
            }
            for row in rows
        ]
        return newest_periods(shown, identity)

    def put(connection: Connection, record: Record, context: Context) -> None:
        put_period(connection, Slot(table, key(connection, record)), values(connection, record), record, context)

    def drop(connection: Connection, change: Change, context: Context) -> None:
        drop_period(connection, Slot(table, key(connection, change.before or {})), change, context)

    return {"identity": tuple(identity), "current": current, "write": one_by_one(put, drop), "is_over": is_over}


def check_period(rows: Sequence[SheetRow], _context: Context) -> list[str]:
    """Say which periods end before they begin."""
    return [
        END_FIRST.format(row=row.number)
        for row in rows
        if row.record.get("until") and row.record["until"] < row.record.get("since", "")
    ]


def _check_places(one: Column, other: Column, *, needed: bool) -> Callable[[Sequence[SheetRow], Context], list[str]]:
    def check(rows: Sequence[SheetRow], context: Context) -> list[str]:
        faults = check_period(rows, context)
        for row in rows:
            filled = bool(row.record.get(one.key)) + bool(row.record.get(other.key))
            if filled > 1 or (needed and not filled):
                told = ONE_OF_TWO if needed else NOT_BOTH
                faults.append(told.format(row=row.number, one=one.heading, other=other.heading))
        return faults

    return check


def _place(connection: Connection, record: Record) -> dict[str, int | None]:
    return {
        "unit_id": id_of(connection, units, record["unit"]),
        "branch_id": id_of(connection, branches, record["branch"]),
    }


MEMBERS = Sheet(
    key="members",
    title="支部成员",
    columns=(
        Column("branch", "支部", named("branch", "支部"), required=True, example="维修党支部", help="所在支部或党小组"),
        PERSON,
        Column("kind", "身份", choice(*MEMBER_KINDS), required=True, example="正式党员", help="、".join(MEMBER_KINDS)),
        SINCE,
        UNTIL,
    ),
    names={"person": person_names, "branch": branch_names},
    check=check_period,
    **dated(
        members,
        lambda connection, record: {
            "branch_id": id_of(connection, branches, record["branch"]),
            "person_id": person_id(connection, record["person"]),
        },
        lambda _connection, record: {"kind": record["kind"]},
        lambda row, called: {
            "branch": called.branch[row.branch_id],
            "person": called.person[row.person_id],
            "kind": row.kind,
        },
        ("branch", "person"),
    ),
)
POSTS = Sheet(
    key="posts",
    title="任职",
    columns=(
        PERSON,
        Column("title", "职务", text(40), required=True, example="主任", help="职务名称，不带单位名"),
        UNIT,
        BRANCH,
        Column("level", "职级", named("level", "职级"), example="正科", help="在“职级”表里登记过的"),
        SINCE,
        UNTIL,
    ),
    names={**NAMES, "level": level_names},
    check=_check_places(UNIT, BRANCH, needed=True),
    **dated(
        posts,
        lambda connection, record: {
            "person_id": person_id(connection, record["person"]),
            "title": record["title"],
            **_place(connection, record),
        },
        lambda connection, record: {"level_id": id_of(connection, levels, record["level"])},
        lambda row, called: {
            "person": called.person[row.person_id],
            "title": row.title,
            "unit": called.unit[row.unit_id],
            "branch": called.branch[row.branch_id],
            "level": called.level[row.level_id],
        },
        ("person", "title", "unit", "branch"),
    ),
)
LINE = Column("line", "分管条线", text(20), example="", help="如 安全、信访、宣传；与分管单位二选一")
CHARGED_UNIT = Column("unit", "分管单位", named("unit", "单位"), example="维修服务中心", help="与分管条线二选一")
CHARGES = Sheet(
    key="charges",
    title="分管",
    columns=(
        PERSON,
        CHARGED_UNIT,
        LINE,
        Column(
            "kind",
            "方式",
            choice(CHIEF_CHARGE, DEPUTY_CHARGE),
            required=True,
            example=CHIEF_CHARGE,
            help="主管，或协管（主管不在时顶上）",
        ),
        SINCE,
        UNTIL,
    ),
    names={"person": person_names, "unit": unit_names},
    check=_check_places(CHARGED_UNIT, LINE, needed=True),
    **dated(
        charges,
        lambda connection, record: {
            "person_id": person_id(connection, record["person"]),
            "unit_id": id_of(connection, units, record["unit"]),
            "line": record["line"] or None,
        },
        lambda _connection, record: {"deputy": record["kind"] == DEPUTY_CHARGE},
        lambda row, called: {
            "person": called.person[row.person_id],
            "unit": called.unit[row.unit_id],
            "line": row.line or "",
            "kind": DEPUTY_CHARGE if row.deputy else CHIEF_CHARGE,
        },
        ("person", "unit", "line"),
    ),
)
ROLES = Sheet(
    key="roles",
    title="角色",
    columns=(
        PERSON,
        Column("role", "角色", choice(*ASSIGNED), required=True, example="支部书记", help="、".join(ASSIGNED)),
        UNIT,
        BRANCH,
        SINCE,
        UNTIL,
    ),
    names=NAMES,
    check=_check_places(UNIT, BRANCH, needed=False),
    **dated(
        role_rows,
        lambda connection, record: {
            "person_id": person_id(connection, record["person"]),
            "role": ASSIGNED[record["role"]].value,
            **_place(connection, record),
        },
        lambda _connection, _record: {},
        lambda row, called: {
            "person": called.person[row.person_id],
            "role": ROLE_NAMES[Role(row.role)],
            "unit": called.unit[row.unit_id],
            "branch": called.branch[row.branch_id],
        },
        ("person", "role", "unit", "branch"),
    ),
)
