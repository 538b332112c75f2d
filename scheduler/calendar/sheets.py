"""The sheets 放假调休 and 校历: days worked or free against the rule, and the periods of the school's year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy import Connection, select

from bot.store.sheets.cells import choice, day, text
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Row, Sheet
from bot.store.sheets.tables import Slot, Write, drop, one_by_one, put
from scheduler.calendar.notice import OFF, WORK, rows_of_notice
from scheduler.calendar.rows import COUNTRY, SCHOOL, calendar_days, calendar_periods, changed
from scheduler.calendar.value import GUARD, KINDS, SUMMER, TERM, WINTER

ENDS_FIRST = "第{row}行：结束日期早于开始日期，请改正"
TOO_LONG = "第{row}行：“{name}”超过一年，请核对日期"
OVERLAP = "第{row}行：与第{first}行（{other}）的日期重叠，{kind}不能重叠，请改正"
OUT_OF_RANGE = "“{text}”不在2008年到2099年之间，请改正"
FIRST_YEAR, LAST_YEAR = 2008, 2099
LONGEST_DAYS = 366


def _day(cell: str, context: Context) -> str:
    found = day(cell, context)
    if not FIRST_YEAR <= int(found[:4]) <= LAST_YEAR:
        raise CellFault(OUT_OF_RANGE.format(text=cell[:20]))
    return found


def _current_days(connection: Connection, _context: Context) -> list[Record]:
    rows = connection.execute(select(calendar_days).order_by(calendar_days.c.day)).all()
    return [
        {"day": row.day.isoformat(), "is_work": WORK if row.is_work else OFF, "name": row.name, "source": row.source}
        for row in rows
    ]


def _day_slot(record: Record) -> Slot:
    return Slot(calendar_days, {"day": date.fromisoformat(record["day"])})


def _put_day(connection: Connection, record: Record, _context: Context) -> None:
    values = {
        "is_work": record["is_work"] == WORK,
        "name": record.get("name", ""),
        "source": record.get("source") or SCHOOL,
    }
    put(connection, _day_slot(record), values)


def _drop_day(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, _day_slot(change.before or {}))


def _current_periods(connection: Connection, _context: Context) -> list[Record]:
    rows = connection.execute(select(calendar_periods).order_by(calendar_periods.c.first)).all()
    return [
        {"name": row.name, "kind": row.kind, "first": row.first.isoformat(), "last": row.last.isoformat()}
        for row in rows
    ]


def _put_period(connection: Connection, record: Record, _context: Context) -> None:
    values = {
        "kind": record["kind"],
        "first": date.fromisoformat(record["first"]),
        "last": date.fromisoformat(record["last"]),
    }
    put(connection, Slot(calendar_periods, {"name": record["name"]}), values)


def _drop_period(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, Slot(calendar_periods, {"name": (change.before or {})["name"]}))


def _stamped(write: Write) -> Write:
    """Return a `write` that also says the calendar is another one."""

    def stamped(connection: Connection, changes: Sequence[Change], context: Context) -> None:
        write(connection, changes, context)
        changed(connection)

    return stamped


def _check_periods(rows: Sequence[Row], _context: Context) -> list[str]:
    faults = [fault for row in rows for fault in _wrong(row)]
    return faults or [fault for kind in (TERM, WINTER, SUMMER) for fault in _overlaps(rows, kind)]


def _wrong(row: Row) -> list[str]:
    first, last = date.fromisoformat(row.record["first"]), date.fromisoformat(row.record["last"])
    if last < first:
        return [ENDS_FIRST.format(row=row.number)]
    return [TOO_LONG.format(row=row.number, name=row.record["name"])] if (last - first).days > LONGEST_DAYS else []


def _overlaps(rows: Sequence[Row], kind: str) -> list[str]:
    """Say which two periods of a kind of which there is one at a time share a day."""
    those = sorted((row for row in rows if row.record["kind"] == kind), key=lambda row: row.record["first"])
    return [
        OVERLAP.format(row=other.number, first=one.number, other=one.record["name"], kind=kind)
        for one, other in pairwise(those)
        if other.record["first"] <= one.record["last"]
    ]


def _is_over(column: str, record: Record, context: Context) -> bool:
    return context.moment_after(record[column]) <= context.now


CALENDAR = Sheet(
    key="calendar",
    title="放假调休",
    columns=(
        Column("day", "日期", _day, required=True, example="2026-10-10", help="一天一行"),
        Column("is_work", "安排", choice(OFF, WORK), required=True, example="上班", help="放假或上班"),
        Column("name", "名称", text(20), example="", help="放假的原因，如 国庆节、校庆"),
        Column(
            "source", "依据", choice(COUNTRY, SCHOOL), example="国家通知", help="国家通知或学校通知；不填是学校通知"
        ),
    ),
    identity=("day",),
    current=_current_days,
    write=_stamped(one_by_one(_put_day, _drop_day)),
    is_over=lambda record, context: _is_over("day", record, context),
    from_text=rows_of_notice,
)
TERMS = Sheet(
    key="terms",
    title="校历",
    columns=(
        Column(
            "name",
            "名称",
            text(40),
            required=True,
            example="2026—2027学年第一学期",
            help="学期、假期或保障期的名称，各不相同",
        ),
        Column("kind", "种类", choice(*KINDS), required=True, example=TERM, help="、".join(KINDS)),
        Column(
            "first", "开始", _day, required=True, example="2026-09-07", help=f"第一天；{TERM}从这天所在的周起算第1周"
        ),
        Column("last", "结束", _day, required=True, example="2027-01-15", help=f"最后一天；{GUARD}如考试、迎新"),
    ),
    identity=("name",),
    current=_current_periods,
    write=_stamped(one_by_one(_put_period, _drop_period)),
    check=_check_periods,
    is_over=lambda record, context: _is_over("last", record, context),
)
