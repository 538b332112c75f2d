"""The sheet 学习频次: how often each kind is expected, with the defaults that still hold; 次数 0 leaves one out."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.store.sheets.cells import choice, text, whole
from bot.store.sheets.sheet import Change, Column, Context, Record, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from handlers.study.kinds import GENERAL, KINDS
from handlers.study.plans.frequency import BRANCH, DEFAULTS, PERIODS, QUARTER, WHOSE, Line, lines
from handlers.study.rows import frequencies

OURS, DEFAULT = "本部门设定", "系统默认"


def _record(one: Line) -> Record:
    return {
        "kind": one.kind,
        "whose": one.whose,
        "times": str(one.times),
        "period": one.period,
        "source": one.source,
        "standing": DEFAULT if one.is_default else OURS,
    }


def _current(connection: Connection, _context: Context) -> list[Record]:
    return [_record(one) for one in lines(connection)]


def _edited(record: Record) -> dict[str, str]:
    return {key: record.get(key, "") for key in ("kind", "whose", "times", "period", "source")}


def _is_default(record: Record, _context: Context) -> bool:
    """Whether a record is as the package brings it: no row is kept of it, and none can be taken out."""
    return any(_edited(_record(one)) == _edited(record) for one in DEFAULTS)


def _slot(record: Record) -> Slot:
    return Slot(frequencies, {"kind": record["kind"], "whose": record["whose"]})


def _put(connection: Connection, record: Record, context: Context) -> None:
    if _is_default(record, context):
        drop(connection, _slot(record))
        return
    values = {"times": int(record["times"]), "period": record["period"], "source": record.get("source", "")}
    put(connection, _slot(record), values)


def _drop(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, _slot(change.before or {}))


FREQUENCIES = Sheet(
    key="study_frequencies",
    title="学习频次",
    columns=(
        Column("kind", "类别", choice(*KINDS), required=True, example=GENERAL, help="、".join(KINDS)),
        Column("whose", "适用范围", choice(*WHOSE), required=True, example=BRANCH, help="由谁开，每个支部一份"),
        Column("times", "次数", whole(0, 99), required=True, example="1", help="一个周期至少几次；填0即不要求"),
        Column("period", "周期", choice(*PERIODS), required=True, example=QUARTER, help="、".join(PERIODS)),
        Column("source", "依据", text(200), example="本部门2026年学习安排", help="写明哪个文件的要求"),
        Column("standing", "来源", text(10), example="", help="导出时标明是否系统默认", shown_only=True),
    ),
    identity=("kind", "whose"),
    current=_current,
    write=one_by_one(_put, _drop),
    is_over=_is_default,
)
