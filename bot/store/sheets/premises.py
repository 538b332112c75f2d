"""The sheets 校区, 楼宇点位, 公用账号: places, who looks after them, and accounts that are a place."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from bot.rights import ROLE_NAMES, Role
from bot.store.accounts import Owner, accounts
from bot.store.places import SYSTEMS, all_buildings, building_systems, buildings, campuses, shared_places
from bot.store.sheets.cells import choice, named, parts, several, text
from bot.store.sheets.known import gather, id_of, names_by_id, people_by_id, person_id, person_names, unit_names
from bot.store.sheets.organisation import SORT_NO, cell, number
from bot.store.sheets.platform_accounts import ACCOUNTS, account_cells, account_owners, accounts_taken, write_accounts
from bot.store.sheets.sheet import Change, Column, Context, Record, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from bot.store.units import units

PLACE_ROLES: Mapping[str, Role] = {ROLE_NAMES[role]: role for role in (Role.DUTY, Role.TEAM_LEADER)}


def campus_names(connection: Connection) -> dict[str, str]:
    """Return what campuses are called."""
    rows = connection.execute(select(campuses.c.name, campuses.c.aliases)).all()
    return gather((name, row.name) for row in rows for name in (row.name, *row.aliases))


def _current_campuses(connection: Connection, _context: Context) -> list[Record]:
    rows = connection.execute(select(campuses).order_by(campuses.c.id)).all()
    return [{"name": row.name, "aliases": "、".join(row.aliases), "sort_no": cell(row.sort_no)} for row in rows]


def _put_campus(connection: Connection, record: Record, _context: Context) -> None:
    values = {"aliases": parts(record["aliases"]), "sort_no": number(record["sort_no"])}
    put(connection, Slot(campuses, {"name": record["name"]}), values)


def _drop_campus(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, Slot(campuses, {"name": (change.before or {})["name"]}))


CAMPUSES = Sheet(
    key="campuses",
    title="校区",
    columns=(
        Column("name", "校区", text(40), required=True, example="东校区", help="校区的全称"),
        Column("aliases", "别名", several(text(40)), example="东区、本部", help="平时的叫法，用顿号隔开"),
        SORT_NO,
    ),
    identity=("name",),
    current=_current_campuses,
    write=one_by_one(_put_campus, _drop_campus),
)


def _current_buildings(connection: Connection, _context: Context) -> list[Record]:
    unit_called = names_by_id(connection, units)
    called = people_by_id(connection)
    return [
        {
            "campus": building.campus,
            "name": building.name,
            "aliases": "、".join(building.names[1:]),
            **{system: unit_called[building.systems.get(system)] for system in SYSTEMS},
            "key_holder": called[building.key_holder_id],
        }
        for building in all_buildings(connection)
    ]


def _put_building(connection: Connection, record: Record, _context: Context) -> None:
    slot = Slot(buildings, {"campus_id": id_of(connection, campuses, record["campus"]), "name": record["name"]})
    values = {"aliases": parts(record["aliases"]), "key_holder_id": person_id(connection, record["key_holder"])}
    building_id = put(connection, slot, values)
    connection.execute(delete(building_systems).where(building_systems.c.building_id == building_id))
    for system in SYSTEMS:
        unit_id = id_of(connection, units, record[system])
        if unit_id is not None:
            row = {"building_id": building_id, "system": system, "unit_id": unit_id}
            connection.execute(insert(building_systems).values(row))


def _drop_building(connection: Connection, change: Change, _context: Context) -> None:
    before = change.before or {}
    drop(
        connection,
        Slot(buildings, {"campus_id": id_of(connection, campuses, before["campus"]), "name": before["name"]}),
    )


BUILDINGS = Sheet(
    key="buildings",
    title="楼宇点位",
    columns=(
        Column("campus", "校区", named("campus", "校区"), required=True, example="东校区", help="同名的楼靠校区区分"),
        Column("name", "楼宇", text(60), required=True, example="3号楼", help="楼宇或点位的名称"),
        Column("aliases", "别名", several(text(40)), example="女生楼", help="平时的叫法，用顿号隔开"),
        *(
            Column(system, system, named("unit", "单位"), example="水电管理科", help=f"{system}归哪个单位管")
            for system in SYSTEMS
        ),
        Column("key_holder", "钥匙保管人", named("person", "人员"), example="10023", help="工号或姓名"),
    ),
    identity=("campus", "name"),
    current=_current_buildings,
    write=one_by_one(_put_building, _drop_building),
    names={"campus": campus_names, "unit": unit_names, "person": person_names},
)


def _current_places(connection: Connection, context: Context) -> list[Record]:
    unit_called = names_by_id(connection, units)
    held = account_cells(connection, accounts.c.place_id, context)
    rows = connection.execute(select(shared_places).order_by(shared_places.c.id)).all()
    return [
        {
            "name": row.name,
            "unit": unit_called[row.unit_id],
            "role": ROLE_NAMES[Role(row.role)] if row.role else "",
            **held(row.id),
        }
        for row in rows
    ]


def _put_place(connection: Connection, record: Record, context: Context) -> None:
    role = PLACE_ROLES.get(record["role"])
    values = {"unit_id": id_of(connection, units, record["unit"]), "role": role.value if role else None}
    place_id = put(connection, Slot(shared_places, {"name": record["name"]}), values)
    write_accounts(connection, record, Owner(place_id=place_id), context)


def _drop_place(connection: Connection, change: Change, _context: Context) -> None:
    name = (change.before or {})["name"]
    place_id = id_of(connection, shared_places, name)
    connection.execute(delete(accounts).where(accounts.c.place_id == place_id))
    drop(connection, Slot(shared_places, {"name": name}))


PLACES = Sheet(
    key="places",
    title="公用账号",
    columns=(
        Column("name", "名称", text(60), required=True, example="值班室", help="几个人共用一个账号的地方"),
        Column("unit", "单位", named("unit", "单位"), example="综合办公室", help="归哪个单位"),
        Column("role", "角色", choice(*PLACE_ROLES), example="值班员", help="、".join(PLACE_ROLES)),
        *ACCOUNTS,
    ),
    identity=("name",),
    current=_current_places,
    write=one_by_one(_put_place, _drop_place),
    names={"unit": unit_names, "account": account_owners},
    check=accounts_taken(lambda record: record["name"]),
)
