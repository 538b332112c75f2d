"""The sheet 勿扰时段: when the people of each unit are left alone, and those who come off a night shift."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.spans import read_spans, shown_spans
from bot.store.names import fold
from bot.store.quiet_hours import NIGHT_SHIFT, quiet_hours
from bot.store.sheets.cells import named
from bot.store.sheets.known import id_of, unit_names
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from bot.store.units import units


def _spans(cell: str, _context: Context) -> str:
    try:
        return shown_spans(read_spans(cell))
    except ValueError as trouble:
        raise CellFault(str(trouble)) from None


def _names(connection: Connection) -> dict[str, str]:
    return {**unit_names(connection), fold(NIGHT_SHIFT): NIGHT_SHIFT}


def _current(connection: Connection, _context: Context) -> list[Record]:
    rows = connection.execute(
        select(units.c.name, quiet_hours.c.spans)
        .select_from(quiet_hours.outerjoin(units, units.c.id == quiet_hours.c.unit_id))
        .order_by(units.c.sort_no, quiet_hours.c.id)
    )
    return [{"whom": row.name or NIGHT_SHIFT, "spans": "、".join(row.spans) or shown_spans(())} for row in rows]


def _slot(connection: Connection, record: Record) -> Slot:
    if record["whom"] == NIGHT_SHIFT:
        return Slot(quiet_hours, {"unit_id": None, "shift": NIGHT_SHIFT})
    return Slot(quiet_hours, {"unit_id": id_of(connection, units, record["whom"]), "shift": ""})


def _put(connection: Connection, record: Record, _context: Context) -> None:
    put(connection, _slot(connection, record), {"spans": [one.shown for one in read_spans(record["spans"])]})


def _drop(connection: Connection, change: Change, _context: Context) -> None:
    drop(connection, _slot(connection, change.before or {}))


QUIET_HOURS = Sheet(
    key="quiet_hours",
    title="勿扰时段",
    columns=(
        Column(
            "whom",
            "对象",
            named("whom", "单位"),
            required=True,
            example="饮食服务中心",
            help="单位，下级单位没有另写的也照此；或填“夜班”：值过夜班的人下班当天的休息时段",
        ),
        Column(
            "spans",
            "勿扰时段",
            _spans,
            required=True,
            example="10:45-13:15、17:00-18:30、21:00-4:00",
            help="几点到几点不发一般消息，突发事件除外；几段用顿号隔开，可以过零点；全天可发填“无”",
        ),
    ),
    identity=("whom",),
    current=_current,
    write=one_by_one(_put, _drop),
    names={"whom": _names},
)
