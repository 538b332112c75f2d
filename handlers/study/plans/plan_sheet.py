"""The sheet 学习计划: one row a session, told apart by its plan and its number, so that a file read again changes it.

A row that is planned may be changed by a file; one that was held, or is open, may not. Whoever sends a file in the chat
is given no more than he may organise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select

from bot.store.people import Person, persons
from bot.store.sheets.cells import choice, day, named, several, text, whole
from bot.store.sheets.known import gather, person_cell, person_names
from bot.store.sheets.sheet import Change, Column, Context, Record, Row, Sheet
from handlers.study import kinds
from handlers.study.plans import keeping, recorded
from handlers.study.plans.cells import date_cell, hour_cell, speaker_cell, speeches_cell
from handlers.study.rights import may_run
from handlers.study.studies import PLANNED, UNDATED
from scheduler.audience import may_not_tell, people_in, read_audience

A_DAY = len("2026-07-10")
NO_START = "第{row}行“开始”：有日期的要写几点开始，请填写"
ENDS_EARLY = "第{row}行“结束”：不能早于开始，请改正"
NOT_HANDED_IN = "第{row}行“材料期限”：没有写要交什么，请填“要交材料”或不填期限"
DUE_EARLY = "第{row}行“材料期限”：不能早于学习那天，请改正"
NO_DAY_BUT_HOUR = "第{row}行“日期”：只写了月份，请写上是哪一天，或把“开始”空着"
NOBODY = "第{row}行“参加范围”：“{said}”里没有人，请写单位、支部、职级或姓名"
UNKNOWN = "第{row}行“参加范围”：没有找到“{said}”，请写单位、支部、职级或姓名"
WHICH = "第{row}行“参加范围”：“{said}”有几位，请写工号"
MAY_NOT = "第{row}行“参加范围”：您不能给{names}安排学习，请改正或请{contact}导入"
NOT_YOURS = "第{row}行：这次学习由别人组织，您不能改，请删去这一行"
ALREADY = "第{row}行：这次学习已经{state}，不能再改，请照原样写或删去这一行"
OFFICE = "联络员"
MOST_NAMED = 3


def called_names(connection: Connection) -> dict[str, str]:
    """Return what people are called: 工号, name, both, and 称呼 as a plan writes it (王部长)."""
    rows = connection.execute(select(persons.c.number, persons.c.name, persons.c.salutation)).all()
    called = gather((one.salutation, person_cell(one.number, one.name)) for one in rows if one.salutation)
    return {key: one for key, one in called.items() if "（" not in key} | person_names(connection)


def sheet_for(sender: Person | None = None) -> Sheet:
    """Return the sheet. sender: who sends it in the chat; None: the operator, who may give it everything."""
    return Sheet(
        key="study_plan",
        title="学习计划",
        columns=COLUMNS,
        identity=("plan", "no"),
        current=recorded.current,
        write=partial(_write, sender=sender),
        names={"person": called_names},
        check=_faults,
        against=partial(_against, sender=sender),
        is_over=_is_over,
    )


COLUMNS = (
    Column(
        "plan", "计划名称", text(40), required=True, example="中心组第四季度学习计划", help="同一个计划写同一个名称"
    ),
    Column("no", "序号", whole(1, 999), required=True, example="1", help="在计划里的序号；再次导入时靠它认是哪一次"),
    Column("kind", "类别", choice(*kinds.KINDS), required=True, example="中心组", help="、".join(kinds.KINDS)),
    Column("topic", "主题", text(120), example="服务育人", help="学什么；不填则按类别称呼"),
    Column("day", "日期", date_cell, required=True, example="2026-12-03", help="日期未定的写成 2026年12月，定后再导入"),
    Column("start", "开始", hour_cell, example="15:00", help="几点开始；日期未定的不填"),
    Column("end", "结束", hour_cell, example="17:00", help="几点结束，可不填"),
    Column("place", "地点", text(60), example="科学馆207", help="可不填"),
    Column("audience", "参加范围", text(120), required=True, example="机关党支部", help="单位、支部、职级或姓名"),
    Column("sits_in", "列席", several(named("person", "人员")), example="", help="列席人员的工号或姓名，用顿号隔开"),
    Column("leads", "领学", several(named("person", "人员")), example="10001", help="工号或姓名，用顿号隔开"),
    Column("speeches", "主题发言", speeches_cell, example="10011《食堂服务育人》", help="姓名《题目》，用顿号隔开"),
    Column("speaker", "主讲", speaker_cell, example="", help="党课、培训、报告由谁讲；可以是校外人员"),
    Column("organiser", "组织人", named("person", "人员"), example="", help="工号或姓名；不填则由导入的人组织"),
    Column("wants", "要交材料", text(20), example="学习心得", help="学后要交什么；不交不填"),
    Column("wants_by", "材料期限", day, example="2026-12-10", help="哪天前交"),
    Column("note", "备注", text(200), example="", help="会写进通知"),
)


def _write(connection: Connection, changes: Sequence[Change], context: Context, sender: Person | None = None) -> None:
    keeping.write(connection, changes, context, sender)


def _is_over(record: Record, context: Context) -> bool:
    """Whether a session was held already: then it stays, though a file leaves it out."""
    last = record["day"] if len(record["day"]) == A_DAY else ""
    return bool(last) and context.moment_after(last) <= context.now


def _faults(rows: Sequence[Row], _context: Context) -> list[str]:
    return [fault for row in rows for fault in _row_faults(row)]


def _row_faults(row: Row) -> list[str]:
    cells, found = row.record, []
    is_day = len(cells["day"]) == A_DAY
    if is_day and cells.get("start") == "":
        found.append(NO_START.format(row=row.number))
    if not is_day and cells.get("start"):
        found.append(NO_DAY_BUT_HOUR.format(row=row.number))
    if cells.get("end") and cells.get("start") and cells["end"] <= cells["start"]:
        found.append(ENDS_EARLY.format(row=row.number))
    if cells.get("wants_by") and cells.get("wants") == "":
        found.append(NOT_HANDED_IN.format(row=row.number))
    if cells.get("wants_by") and is_day and cells["wants_by"] < cells["day"]:
        found.append(DUE_EARLY.format(row=row.number))
    return found


def _against(connection: Connection, rows: Sequence[Row], context: Context, sender: Person | None) -> list[str]:
    """Say what of a file does not fit the tables: whom it is for, and what may not be changed any more."""
    standing = recorded.by_identity(connection, context)
    found: list[str] = []
    for row in rows:
        known = standing.get((row.record["plan"], row.record["no"]))
        if known is not None and all(known.record.get(key) == cell for key, cell in row.record.items()):
            continue
        if known is not None and known.study.state not in (PLANNED, UNDATED):
            state = recorded.STATES.get(known.study.state, "")
            found.append(ALREADY.format(row=row.number, state=state))
        elif known is not None and sender is not None and not may_run(sender, known.study):
            found.append(NOT_YOURS.format(row=row.number))
        else:
            found += _audience_faults(connection, row, context.now, sender)
    return found


def _audience_faults(connection: Connection, row: Row, now: datetime, sender: Person | None) -> list[str]:
    said = row.record["audience"]
    found = read_audience(connection, said, now, sender)
    if found.ambiguous:
        return [WHICH.format(row=row.number, said=found.ambiguous[0][0])]
    if found.unknown:
        return [UNKNOWN.format(row=row.number, said=found.unknown[0])]
    told = people_in(connection, found.audience, now)
    if not told:
        return [NOBODY.format(row=row.number, said=said)]
    others = may_not_tell(connection, sender, told, now) if sender is not None else []
    if others:
        more = "等" if len(others) > MOST_NAMED else ""
        names = "、".join(one.called for one in others[:MOST_NAMED]) + more
        return [MAY_NOT.format(row=row.number, names=names, contact=OFFICE)]
    return []


STUDY_PLAN = sheet_for()
