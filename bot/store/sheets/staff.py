"""The sheet 人员: one row a person, with what most people have one of: unit, post, level, accounts, usual roles.

What the row says of post and roles is what holds in the person's own unit; further posts, roles elsewhere and the past
are in 任职 and 角色. Nobody is deleted: who is taken out has left, with everything he did still his.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.rights import Role
from bot.store.accounts import accounts
from bot.store.dated import holds
from bot.store.people import persons
from bot.store.posts import Post, posts_at, role_rows
from bot.store.sheets.cells import choice, day, named, parts, phone, several, text, whole
from bot.store.sheets.enrolment import EVERYWHERE, IN_UNIT, ROLES, write
from bot.store.sheets.known import level_names, names_by_id, unit_names
from bot.store.sheets.organisation import cell
from bot.store.sheets.platform_accounts import ACCOUNTS, account_cells, account_owners, accounts_taken
from bot.store.sheets.sheet import Column, Context, Record, Row, Sheet
from bot.store.units import units

NEEDS_UNIT = "第{row}行“{heading}”：请同时填写“单位”"
NEEDS_TITLE = "第{row}行“职级”：请同时填写“职务”"

ROLE_WORDS = {"中心主任": "单位负责人", "科长": "单位负责人", "学习秘书": "联络员", "值班": "值班员", "纪委": "纪检"}


def _current(connection: Connection, context: Context) -> list[Record]:
    unit_called = names_by_id(connection, units)
    held = account_cells(connection, accounts.c.person_id, context)
    roles = _roles_by_place(connection, context)
    in_unit: dict[tuple[int, int | None], list[Post]] = defaultdict(list)
    for post in posts_at(connection, context.now):
        in_unit[post.person_id, post.unit_id].append(post)
    rows = connection.execute(select(persons).order_by(persons.c.id)).all()
    found: list[Record] = []
    for row in rows:
        own_posts = in_unit[row.id, row.unit_id] if row.unit_id else []
        own_roles = roles[row.id, None] | (roles[row.id, row.unit_id] if row.unit_id else set())
        found.append(
            {
                "number": row.number,
                "name": row.name,
                "salutation": row.salutation,
                "sort_no": cell(row.sort_no),
                "unit": unit_called[row.unit_id],
                "title": "、".join(post.title for post in own_posts),
                "level": own_posts[0].level if own_posts else "",
                "phone": row.phone,
                **held(row.id),
                "roles": "、".join(name for name, role in ROLES.items() if role in own_roles),
                "left": context.day_before(row.left_at),
            }
        )
    return found


def _roles_by_place(connection: Connection, context: Context) -> dict[tuple[int, int | None], set[Role]]:
    """Return the roles of the sheet, by person and unit (None: everywhere)."""
    found: dict[tuple[int, int | None], set[Role]] = defaultdict(set)
    rows = connection.execute(select(role_rows).where(role_rows.c.branch_id.is_(None), holds(role_rows, context.now)))
    for row in rows:
        if Role(row.role) in (EVERYWHERE if row.unit_id is None else IN_UNIT):
            found[row.person_id, row.unit_id].add(Role(row.role))
    return found


def _check(rows: Sequence[Row], context: Context) -> list[str]:
    faults = accounts_taken(lambda record: record["number"])(rows, context)
    for row in rows:
        record = row.record
        if "unit" in record and not record["unit"]:
            if record.get("title"):
                faults.append(NEEDS_UNIT.format(row=row.number, heading="职务"))
            if any(ROLES[name] in IN_UNIT for name in parts(record.get("roles", ""))):
                faults.append(NEEDS_UNIT.format(row=row.number, heading="角色"))
        if record.get("level") and "title" in record and not record["title"]:
            faults.append(NEEDS_TITLE.format(row=row.number))
    return faults


def _has_left(record: Record, context: Context) -> bool:
    return bool(record["left"]) and context.moment_after(record["left"]) <= context.now


PEOPLE = Sheet(
    key="people",
    title="人员",
    columns=(
        Column("number", "工号", text(30), required=True, example="10023", help="每人一个，不能重复；没有工号的自编"),
        Column("name", "姓名", text(40), required=True, example="孙伟", help="与证件一致"),
        Column("salutation", "称呼", text(20), example="孙主任", help="消息里怎么称呼，如 孙主任、马师傅"),
        Column("sort_no", "排序号", whole(0, 99999), example="60", help="名单先后，小的在前；同号按姓氏笔画"),
        Column("unit", "单位", named("unit", "单位"), example="维修服务中心", help="在“单位”表里登记过的名称或别名"),
        Column("title", "职务", several(text(40)), example="主任", help="在本单位的职务；别处的职务填在“任职”表"),
        Column("level", "职级", named("level", "职级"), example="正科", help="在“职级”表里登记过的"),
        Column("phone", "手机", phone, example="13800000000", help="突发事件时显示给值班员和分管领导"),
        *ACCOUNTS,
        Column(
            "roles",
            "角色",
            several(choice(*ROLES, also=ROLE_WORDS)),
            example="单位负责人",
            help=f"可填几个，用顿号隔开：{'、'.join(ROLES)}；分管领导由“分管”表得出",
        ),
        Column("left", "离岗日期", day, example="", help="在岗的不填；填最后一天，此后不再有任何权限"),
    ),
    identity=("number",),
    current=_current,
    write=write,
    names={"unit": unit_names, "level": level_names, "account": account_owners},
    check=_check,
    is_over=_has_left,
)
