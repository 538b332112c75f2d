"""The sheet 值班表: shifts by campus and day. An end that is not after the beginning is one of the next day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NoReturn

from sqlalchemy import Connection, select, update

from bot.errors import SheetError
from bot.store.people import persons
from bot.store.places import campuses
from bot.store.sheets import cells
from bot.store.sheets.cells import named, phone
from bot.store.sheets.known import gather, id_of, names_by_id, people_by_id, person_cell, person_id, person_names
from bot.store.sheets.premises import campus_names
from bot.store.sheets.sheet import CellFault, Change, Column, Context, Record, Row, Sheet
from bot.store.sheets.tables import Slot, drop, one_by_one, put
from bot.store.shifts import arm, shifts

NOT_A_DAY = "“{text}”不是日期，请写成 2026-11-23 或 11月23日"
NOT_A_TIME = "“{text}”不是时刻，请写成 17:30"
OVERLAP = "第{row}行：与第{first}行的时间重叠（{campus}），请改正"
STANDING_OVERLAP = "{label}：与表里已有的“{other}”时间重叠，请先改掉其中一个"
EVERYWHERE = "全部校区"

SHOWN = 20
HALF_A_YEAR = timedelta(days=183)
SHORT_DAY = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?")
WEEKDAY_BESIDE = re.compile(r"[(\s]*(?:周|星期|礼拜)[一二三四五六日天][)\s]*$")
TIME = re.compile(
    r"(?:次日|第二天|翌日|当日|当天)?(凌晨|早上|早|上午|中午|下午|晚上|晚|夜里)?(\d{1,2})(?:[:点时](\d{1,2}|半|整)?(?::00|分)?)"
)
AFTERNOON = ("下午", "晚上", "晚", "夜里")
NOON = 12
MIDNIGHT = 24


def _day(cell: str, context: Context) -> str:
    """Take a day; without its year the nearest one. A weekday beside it is not looked at."""
    plain = WEEKDAY_BESIDE.sub("", unicodedata.normalize("NFKC", cell)).strip()
    short = SHORT_DAY.fullmatch(plain)
    if short is None:
        return _long_day(cell, plain, context)
    today = context.now.astimezone(context.zone).date()
    near = [day for year in (-1, 0, 1) if (day := _date(today.year + year, int(short[1]), int(short[2])))]
    if not near:
        _no(NOT_A_DAY, cell)
    return min(near, key=lambda one: abs(one - today)).isoformat()


def _long_day(cell: str, plain: str, context: Context) -> str:
    try:
        return cells.day(plain, context)
    except CellFault:
        _no(NOT_A_DAY, cell)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(cell: str, _context: Context) -> str:
    """Take a time of day: 17:30, 17点半, 下午5点, 24:00."""
    plain = "".join(unicodedata.normalize("NFKC", cell).split())
    found = TIME.fullmatch(plain)
    if found is None:
        _no(NOT_A_TIME, cell)
    part, hour, minute = found[1], int(found[2]), found[3]
    minutes = 30 if minute == "半" else int(minute) if (minute or "").isdecimal() else 0
    hour += NOON if part in AFTERNOON and hour < NOON else 0
    hour = 0 if (hour, minutes) == (MIDNIGHT, 0) else hour
    try:
        return f"{time(hour, minutes):%H:%M}"
    except ValueError:
        _no(NOT_A_TIME, cell)


def _no(told: str, cell: str) -> NoReturn:
    raise CellFault(told.format(text=cell if len(cell) <= SHOWN else cell[:SHOWN] + "…"))


def _people(connection: Connection) -> dict[str, str]:
    """Return what people are called, as a roster writes them: 工号, name, 称呼."""
    rows = connection.execute(
        select(persons.c.number, persons.c.name, persons.c.salutation).where(persons.c.left_at.is_(None))
    ).all()
    called = gather((row.salutation, person_cell(row.number, row.name)) for row in rows if row.salutation)
    return called | person_names(connection)


def _current(connection: Connection, context: Context) -> list[Record]:
    campus_called, called = names_by_id(connection, campuses), people_by_id(connection)
    rows = connection.execute(select(shifts).order_by(shifts.c.starts_at, shifts.c.id)).all()
    return [
        {
            "campus": campus_called[row.campus_id],
            "day": context.day_from(row.starts_at),
            "start": f"{row.starts_at.astimezone(context.zone):%H:%M}",
            "end": f"{row.ends_at.astimezone(context.zone):%H:%M}",
            "officer": called[row.officer_id],
            "leader": called[row.leader_id],
            "phone": row.phone,
        }
        for row in rows
    ]


def span(record: Record, context: Context) -> tuple[datetime, datetime]:
    """Return when the shift of a record begins and ends."""
    day = date.fromisoformat(record["day"])
    start, end = time.fromisoformat(record["start"]), time.fromisoformat(record["end"])
    last = day if end > start else day + timedelta(days=1)
    return (
        datetime.combine(day, start, tzinfo=context.zone),
        datetime.combine(last, end, tzinfo=context.zone),
    )


def _slot(connection: Connection, record: Record, context: Context) -> Slot:
    campus = id_of(connection, campuses, record["campus"])
    return Slot(shifts, {"campus_id": campus, "starts_at": span(record, context)[0]})


def _put(connection: Connection, record: Record, context: Context) -> None:
    slot = _slot(connection, record, context)
    before = connection.execute(select(shifts.c.id, shifts.c.officer_id).where(slot.rows)).first()
    values = {
        "ends_at": span(record, context)[1],
        "officer_id": person_id(connection, record["officer"]),
        "leader_id": person_id(connection, record["leader"]),
        "phone": record["phone"],
    }
    put(connection, slot, values)
    if before is not None and before.officer_id != values["officer_id"]:
        anew = {"told_at": None, "confirmed_at": None}
        connection.execute(update(shifts).where(shifts.c.id == before.id).values(**anew))


def _drop(connection: Connection, change: Change, context: Context) -> None:
    drop(connection, _slot(connection, change.before or {}, context))


def _write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
    """Write the changes, refuse what overlaps with what stands, and have the roster looked at."""
    one_by_one(_put, _drop)(connection, changes, context)
    written = {ROSTER.identify(change.after) for change in changes if change.after is not None}
    touched = {identity[0] for identity in written}
    standing = [record for record in _current(connection, context) if record["campus"] in touched]
    faults = [
        STANDING_OVERLAP.format(label=ROSTER.label(one), other=ROSTER.label(other))
        for one, other in _overlaps(standing, context)
        if {ROSTER.identify(one), ROSTER.identify(other)} & written
    ]
    if faults:
        raise SheetError(ROSTER.title, faults)
    arm(connection, context.now)


def _check(rows: Sequence[Row], context: Context) -> list[str]:
    numbers = {ROSTER.identify(row.record): row.number for row in rows}
    return [
        OVERLAP.format(
            row=numbers[ROSTER.identify(other)],
            first=numbers[ROSTER.identify(one)],
            campus=one.get("campus") or EVERYWHERE,
        )
        for one, other in _overlaps([row.record for row in rows], context)
    ]


def _overlaps(records: Iterable[Record], context: Context) -> list[tuple[Record, Record]]:
    """Return each two neighbours of one campus that overlap."""
    by_campus: dict[str, list[Record]] = {}
    for record in records:
        by_campus.setdefault(record.get("campus", ""), []).append(record)
    return [
        (one, other)
        for together in by_campus.values()
        for one, other in pairwise(sorted(together, key=lambda record: span(record, context)))
        if span(other, context)[0] < span(one, context)[1]
    ]


def _is_over(record: Record, context: Context) -> bool:
    return span(record, context)[1] <= context.now


ROSTER = Sheet(
    key="roster",
    title="值班表",
    columns=(
        Column("campus", "校区", named("campus", "校区"), example="东校区", help="不填则是全部校区"),
        Column("day", "日期", _day, required=True, example="2026-11-23", help="开始的那天；可写 11月23日"),
        Column("start", "开始", _time, required=True, example="17:30", help="开始时刻"),
        Column("end", "结束", _time, required=True, example="08:00", help="结束时刻；不晚于开始的算次日"),
        Column("officer", "值班员", named("person", "人员"), required=True, example="10022", help="工号、姓名或称呼"),
        Column("leader", "带班领导", named("person", "人员"), example="王部长", help="工号、姓名或称呼"),
        Column("phone", "值班电话", phone, example="8110", help="这个班自己的电话；不填则用值班室的"),
    ),
    identity=("campus", "day", "start"),
    current=_current,
    write=_write,
    names={"campus": campus_names, "person": _people},
    check=_check,
    is_over=_is_over,
)
