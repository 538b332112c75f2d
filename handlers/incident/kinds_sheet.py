"""The sheet 突发事件类型: what the office says of each kind of incident; exported with the defaults that still hold.

Advice that is changed is approved anew: a file that changes it and leaves who approved the old one is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from bot.store.names import fold
from bot.store.places import SYSTEMS
from bot.store.sheets.cells import NOT_A_NAME, choice, day, parts, several, text
from bot.store.sheets.known import unit_names
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Row, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from handlers.incident.kinds import LONGEST_ADVICE, Kind, defaults, incident_kinds, kinds

GRADES = ("一般", "较大", "重大")
YES, NO = "是", "否"
APPROVE_ANEW = "第{row}行：“{name}”的首报提示改了，请由安全负责人重新审定，更新审定人和审定日期，或先清空这两格"
DATE_ALONE = "第{row}行：填了审定日期，请同时填审定人"


def _unit(cell: str, context: Context) -> str:
    """Take a unit, or a name that only the defaults use."""
    known = context.names.get("unit", {}).get(fold(cell))
    if known or cell in {kind.unit for kind in defaults()}:
        return known or cell
    raise CellFault(NOT_A_NAME.format(text=cell[:20], what="单位"))


def _record(kind: Kind, context: Context) -> Record:
    return {
        "name": kind.name,
        "words": "、".join(kind.words),
        "advice": kind.advice,
        "departments": "、".join(kind.departments),
        "grade": GRADES[kind.grade - 1],
        "line": kind.line,
        "system": kind.system,
        "unit": context.names.get("unit", {}).get(fold(kind.unit)) or kind.unit,
        "few_only": YES if kind.few_only else NO,
        "approved_by": kind.approved_by,
        "approved_at": context.day_from(kind.approved_at),
    }


def _current(connection: Connection, context: Context) -> list[Record]:
    return [_record(kind, context) for kind in kinds(connection)]


def _is_default(record: Record, context: Context) -> bool:
    """Whether a record is as the package brings it: no row is kept of it, and none can be taken out."""
    return any(_record(kind, context) == record for kind in defaults() if kind.name == record["name"])


def _put(connection: Connection, record: Record, context: Context) -> None:
    slot = Slot(incident_kinds, {"name": record["name"]})
    if _is_default(record, context):
        drop(connection, slot)
        return
    values = {
        "words": parts(record["words"]),
        "advice": record["advice"],
        "departments": parts(record["departments"]),
        "grade": GRADES.index(record["grade"]) + 1,
        "line": record["line"],
        "system": record["system"],
        "unit": record["unit"],
        "few_only": record["few_only"] == YES,
        "approved_by": record["approved_by"],
        "approved_at": context.first_moment(record["approved_at"]) if record["approved_at"] else None,
    }
    put(connection, slot, values)


def _drop(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, Slot(incident_kinds, {"name": (change.before or {})["name"]}))


def _approved(connection: Connection) -> dict[str, str]:
    """Return which advice stands approved: under the kind, its advice, and who approved it, one a line."""
    return {kind.name: f"{kind.advice}\n{kind.approved_by}" for kind in kinds(connection) if kind.approved_by}


def _faults(rows: Sequence[Row], context: Context) -> list[str]:
    return [fault for row in rows for fault in _faults_of(row, context.names.get("approved", {}))]


def _faults_of(row: Row, approved: Mapping[str, str]) -> list[str]:
    record = row.record
    if record.get("approved_at") and not record.get("approved_by", "-"):
        return [DATE_ALONE.format(row=row.number)]
    advice, _, by = approved.get(record["name"], "").partition("\n")
    is_new = bool(advice) and record.get("advice", advice) != advice
    return [APPROVE_ANEW.format(row=row.number, name=record["name"])] if is_new and _same(record, by) else []


def _same(record: Record, by: str) -> bool:
    """Whether a record leaves who approved the advice as it stands, and does not say when anew."""
    return record.get("approved_by", by) == by and not record.get("approved_at")


KINDS = Sheet(
    key="kinds",
    title="突发事件类型",
    columns=(
        Column("name", "类型", text(20), required=True, example="电梯困人", help="突发事件的类型，一种一行"),
        Column(
            "words",
            "说法",
            several(text(20)),
            required=True,
            example="困在…电梯、电梯困人",
            help="大家怎么说，用顿号隔开；…代表中间的几个字，几代表两个以上的数",
        ),
        Column(
            "advice",
            "首报提示",
            text(LONGEST_ADVICE),
            required=True,
            example="不要扒门，按报警按钮等待维保人员。",
            help=f"上报人最先看到的话，最多{LONGEST_ADVICE}个字",
        ),
        Column(
            "departments",
            "通知部门",
            several(text(20)),
            example="保卫处、校医院",
            help="后勤以外要告知的职能部门，用顿号隔开",
        ),
        Column("grade", "等级", choice(*GRADES), required=True, example="较大", help="、".join(GRADES)),
        Column("line", "分管线", text(20), example="安全", help="除单位的分管领导外，还要告知分管哪条线的领导"),
        Column("system", "系统", choice(*SYSTEMS), example="电梯", help="按楼宇点位里哪个系统找责任单位"),
        Column("unit", "责任单位", _unit, example="物业服务中心", help="楼宇点位里没有写明时由哪个单位负责"),
        Column(
            "few_only",
            "仅限少数人",
            choice(YES, NO),
            required=True,
            example="否",
            help="是：只有少数负责人知道，不进统计",
        ),
        Column("approved_by", "审定人", text(40), example="", help="首报提示由谁审定；不填就是系统默认，待审定"),
        Column("approved_at", "审定日期", day, example="", help="哪天审定的"),
    ),
    identity=("name",),
    current=_current,
    write=one_by_one(_put, _drop),
    names={"unit": unit_names, "approved": _approved},
    check=_faults,
    is_over=_is_default,
)
