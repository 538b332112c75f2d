"""The sheet 活动模板: stages, workdays, audiences of each cycle, with the defaults that still hold.

A stage that is not wanted is switched off (启用：否); a new one is a new row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.sheets.cells import choice, parts, several, text
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Parse, Record, Row, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from handlers.campaign.templates import Answer, Line, Per, campaign_templates, default_lines, lines

YES, NO = "是", "否"
MOST_WORKDAYS = 250
NOT_WORKDAYS = "“{text}”不是{low}到{high}之间的整数，请改正"
NOT_ANCHOR = "“{text}”不是月日，请写成 07-01 这样，或不填"
NAME_DELIVERABLE = "第{row}行：回执是“交材料”，请填要交什么；不交材料的请改回执"

_ANCHOR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")


def _workdays(low: int, high: int) -> Parse:
    def parse(cell: str, _context: Context) -> str:
        found = re.fullmatch(r"-?\d{1,3}", cell.strip().removesuffix(".0").replace("－", "-"))
        if found is None or not low <= int(found[0]) <= high:
            raise CellFault(NOT_WORKDAYS.format(text=cell[:20], low=low, high=high))
        return str(int(found[0]))

    return parse


def _anchor(cell: str, _context: Context) -> str:
    if _ANCHOR.fullmatch(cell.strip()) is None:
        raise CellFault(NOT_ANCHOR.format(text=cell[:20]))
    return cell.strip()


def _record(one: Line) -> Record:
    rule = one.rule
    return {
        "template": one.template,
        "words": "、".join(one.words),
        "anchor": one.anchor,
        "stage": rule.name,
        "stage_words": "、".join(rule.words),
        "days_before": str(rule.days_before),
        "workdays": str(rule.workdays),
        "owner": rule.owner,
        "audience": rule.audience,
        "per": rule.per.value,
        "deliverable": rule.deliverable,
        "answer": rule.answer.value,
        "notice_days": str(rule.notice_days),
        "is_used": YES if rule.is_used else NO,
    }


def _current(connection: Connection, _context: Context) -> list[Record]:
    return [_record(one) for one in lines(connection)]


def _is_default(record: Record, _context: Context) -> bool:
    """Whether a record is as the package brings it: no row is kept of it, and none can be taken out."""
    return any(_record(one) == record for one in default_lines())


def _slot(record: Record) -> Slot:
    return Slot(campaign_templates, {"template": record["template"], "stage": record["stage"]})


def _put(connection: Connection, record: Record, context: Context) -> None:
    if _is_default(record, context):
        drop(connection, _slot(record))
        return
    values = {
        "words": parts(record["words"]),
        "anchor": record["anchor"],
        "stage_words": parts(record["stage_words"]),
        "days_before": int(record["days_before"]),
        "workdays": int(record["workdays"]),
        "owner": record["owner"],
        "audience": record["audience"],
        "per": record["per"] or Per.PERSON.value,
        "deliverable": record["deliverable"],
        "answer": record["answer"],
        "notice_days": int(record["notice_days"]),
        "is_used": record["is_used"] != NO,
    }
    put(connection, _slot(record), values)


def _drop(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, _slot(change.before or {}))


def _faults(rows: Sequence[Row], _context: Context) -> list[str]:
    return [
        NAME_DELIVERABLE.format(row=row.number)
        for row in rows
        if row.record.get("answer") == Answer.HAND_IN.value and row.record.get("deliverable") == ""
    ]


TEMPLATES = Sheet(
    key="campaign_templates",
    title="活动模板",
    columns=(
        Column("template", "模板", text(20), required=True, example="示范岗", help="一项考核或活动，每个阶段一行"),
        Column("words", "说法", several(text(20)), example="示范岗、先锋岗", help="大家怎么说这项活动，用顿号隔开"),
        Column("anchor", "目标日", _anchor, example="07-01", help="每年倒排到哪一天；不填则发起时再问"),
        Column("stage", "阶段", text(20), required=True, example="推荐", help="阶段名称，按先后排"),
        Column("stage_words", "阶段说法", several(text(20)), example="推荐、申报", help="大家怎么说这个阶段"),
        Column(
            "days_before",
            "提前工作日",
            _workdays(-MOST_WORKDAYS, MOST_WORKDAYS),
            required=True,
            example="30",
            help="截止日在目标日之前几个工作日，0为当天，负数为之后；本部门设定",
        ),
        Column("workdays", "历时工作日", _workdays(1, MOST_WORKDAYS), required=True, example="10", help="办几个工作日"),
        Column("owner", "责任人", text(40), example="各支部书记", help="由谁负责"),
        Column("audience", "对象", text(80), example="各支部书记", help="通知谁；不填则只提醒组织人"),
        Column("per", "每份", choice(*Per), example="支部", help="每人、每单位还是每支部一份"),
        Column("deliverable", "交什么", text(40), example="推荐材料", help="要交的材料；不交不填"),
        Column("answer", "回执", choice(*Answer), required=True, example="交材料", help="交材料、已办或收到"),
        Column("notice_days", "提前通知", _workdays(0, 60), required=True, example="3", help="开始前几个工作日通知"),
        Column("is_used", "启用", choice(YES, NO), example="是", help="否：本部门没有这个阶段"),
    ),
    identity=("template", "stage"),
    current=_current,
    write=one_by_one(_put, _drop),
    check=_faults,
    is_over=_is_default,
)
