"""The sheet 群: every group the bot was heard in, what it is and whose, and by which address something is pushed there.

A group the bot does not hear (its webhook only speaks) may be written down by the office, under a 群编号 of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select, update

from bot.errors import SheetError
from bot.store.chats import BRANCH, INTERNAL, STANDINGS, UNREGISTERED, chats, every
from bot.store.sheets.cells import TOO_LONG, choice, named, text
from bot.store.sheets.known import branch_names, id_of, names_by_id, unit_names
from bot.store.sheets.platform_accounts import PLATFORM_HEADINGS
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Row, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from bot.store.units import branches, units

PLATFORMS: Mapping[str, str] = {heading.removesuffix("账号"): platform for platform, heading in PLATFORM_HEADINGS}
NAMES: Mapping[str, str] = {platform: name for name, platform in PLATFORMS.items()}

NOT_A_ROUTE = "“{text}”不是推送地址，请写成 wecom-webhook:名称 或 dingtalk-webhook:名称"
CHAT_TOO_LONG = "“{text}…”太长，群编号最多{longest}个字，请核对"
NOT_A_CHAT = "“{text}”里不能有空格，请原样填写群编号"
OTHER_PLATFORM = "第{row}行“推送地址”：{route} 不是{platform}的，请改正"
WHOSE_BRANCH = "第{row}行“支部”：性质是“支部”的群要写明支部"
ROUTE_TWICE = "第{row}行“推送地址”：{route} 已填给第{first}行的群，一个推送地址只对应一个群，请改正"
ROUTE_TAKEN = "{route} 已是群“{chat}”的推送地址，一个推送地址只对应一个群，请先清空那一行的推送地址"
NOT_BOTH = "第{row}行：单位和支部只填一个"
NOBODYS = "第{row}行：未登记的群不填单位和支部"

ROUTE = re.compile(r"(wecom|dingtalk)-webhook:[^\s|/:]{1,20}")
SHOWN = 20
LONGEST_TITLE = 120
LONGEST_CHAT = 128


def _chat(cell: str, _context: Context) -> str:
    if len(cell) > LONGEST_CHAT:
        raise CellFault(CHAT_TOO_LONG.format(text=cell[:SHOWN], longest=LONGEST_CHAT))
    if not re.fullmatch(r"[^\s\x00-\x1f]+", cell):
        raise CellFault(NOT_A_CHAT.format(text=cell[:SHOWN]))
    return cell


def _title(cell: str, _context: Context) -> str:
    """Take what the platform calls it as it stands, blanks too."""
    if len(cell) > LONGEST_TITLE:
        raise CellFault(TOO_LONG.format(text=f"{cell[:SHOWN]}…", longest=LONGEST_TITLE))
    return cell


def _route(cell: str, _context: Context) -> str:
    if not ROUTE.fullmatch(cell):
        raise CellFault(NOT_A_ROUTE.format(text=cell[:SHOWN]))
    return cell


def _current(connection: Connection, context: Context) -> list[Record]:
    unit_called, branch_called = names_by_id(connection, units), names_by_id(connection, branches)
    return [
        {
            "platform": NAMES.get(one.platform, one.platform),
            "chat": one.chat,
            "title": one.title,
            "standing": one.standing,
            "unit": unit_called[one.unit_id],
            "branch": branch_called[one.branch_id],
            "push_route": one.push_route,
            "heard": context.day_from(one.last_at) if one.door else "",
        }
        for one in every(connection)
    ]


def _put(connection: Connection, record: Record, context: Context) -> None:
    slot = _slot(record)
    whose = {
        "standing": record["standing"],
        "unit_id": id_of(connection, units, record["unit"]),
        "branch_id": id_of(connection, branches, record["branch"]),
    }
    before = connection.execute(select(chats).where(slot.rows)).mappings().first()
    if before is None:
        never = {"door": "", "first_at": context.now, "last_at": context.now}
        put(connection, slot, never)
    put(connection, slot, {"title": record["title"], "push_route": record["push_route"], **whose})
    if before is None or any(before[name] != value for name, value in whose.items()):
        said = None if record["standing"] == UNREGISTERED else context.now
        connection.execute(update(chats).where(slot.rows).values(bound_by=None, bound_at=said))


def _drop(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, _slot(change.before or {}))


def _slot(record: Record) -> Slot:
    return Slot(chats, {"platform": PLATFORMS[record["platform"]], "chat": record["chat"]})


def _write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
    """Make the changes; raises SheetError where an address that a file gives to a group is another's in the end."""
    one_by_one(_put, _drop)(connection, changes, context)
    faults = []
    for given in (change.after for change in changes if change.after and change.after["push_route"]):
        here = (chats.c.push_route == given["push_route"]) & ~_slot(given).rows
        other = connection.scalar(select(chats.c.chat).where(here))
        if other is not None:
            faults.append(ROUTE_TAKEN.format(route=given["push_route"], chat=other))
    if faults:
        raise SheetError(CHATS.title, faults)


def _faults(rows: Sequence[Row], _context: Context) -> list[str]:
    return [fault for row in rows for fault in _faults_of(row.number, row.record)] + _given_twice(rows)


def _given_twice(rows: Sequence[Row]) -> list[str]:
    """Say which addresses are given to a second group."""
    first: dict[str, int] = {}
    given = [(route, row.number) for row in rows if (route := row.record.get("push_route", ""))]
    return [
        ROUTE_TWICE.format(row=number, route=route, first=first[route])
        for route, number in given
        if first.setdefault(route, number) != number
    ]


def _faults_of(number: int, record: Record) -> list[str]:
    route, platform = record.get("push_route", ""), record["platform"]
    standing, unit, branch = (record.get(key, "") for key in ("standing", "unit", "branch"))
    found = []
    if route and not route.startswith(f"{PLATFORMS[platform]}-"):
        found.append(OTHER_PLATFORM.format(row=number, route=route, platform=platform))
    if standing == BRANCH and "branch" in record and not branch:
        found.append(WHOSE_BRANCH.format(row=number))
    if unit and branch:
        found.append(NOT_BOTH.format(row=number))
    elif standing == UNREGISTERED and (unit or branch):
        found.append(NOBODYS.format(row=number))
    return found


CHATS = Sheet(
    key="chats",
    title="群",
    columns=(
        Column(
            "platform",
            "平台",
            choice(*PLATFORMS, also={platform: name for name, platform in PLATFORMS.items()}),
            required=True,
            example="企业微信",
            help="、".join(PLATFORMS),
        ),
        Column(
            "chat",
            "群编号",
            _chat,
            required=True,
            example="维修中心群",
            help="导出的原样保留；只能推送的群由办公室自编",
        ),
        Column("title", "群名称", _title, example="维修服务中心工作群", help="大家看到的群名"),
        Column("standing", "性质", choice(*STANDINGS), required=True, example=INTERNAL, help="、".join(STANDINGS)),
        Column("unit", "单位", named("unit", "单位"), example="维修服务中心", help="是哪个单位的群"),
        Column("branch", "支部", named("branch", "支部"), example="", help="是哪个支部的群；与单位只填一个"),
        Column(
            "push_route",
            "推送地址",
            _route,
            example="wecom-webhook:维修中心群",
            help="配置里群推送的名称；不填则由助手自己发，发不进群的就不发",
        ),
        Column("heard", "最后听到", text(), example="", help="只在导出时显示，导入时不看", shown_only=True),
    ),
    identity=("platform", "chat"),
    current=_current,
    write=_write,
    names={"unit": unit_names, "branch": branch_names},
    check=_faults,
)
