"""The ledger 督办台账: one line a task, by number; for the operator, and for who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.documents import Document
from bot.store.people import persons
from bot.store.sheets.ledger import ledger_of
from bot.store.sheets.sheet import Context, Record
from bot.workbooks import Leaf, workbook_of
from handlers.task import course, tasks
from handlers.task.tasks import Task

HEADINGS = {
    "number": "编号",
    "source": "来源",
    "title": "事项",
    "owner": "承办",
    "helpers": "配合",
    "assigner": "交办人",
    "assigned": "交办日期",
    "due": "期限",
    "delays": "延期次数",
    "stage": "状态",
    "progress": "最近进展",
    "closed": "销号日期",
    "parent": "总件编号",
}
WIDTHS = (6, 6, 18, 6, 8, 6, 7, 7, 5, 5, 22, 7, 6)
NAME, DAY = "督办台账{day}", "%Y-%m-%d"
OVERDUE, OWNER = "（逾期）", "{number}  {stage}  {title}  {owner}  {due}"


def records(connection: Connection, found: Sequence[Task], zone: ZoneInfo, now: datetime | None = None) -> list[Record]:
    """Return tasks as lines, in their order. now: what is late at that moment says so."""
    names = {row.id: row.name for row in connection.execute(select(persons.c.id, persons.c.name))}
    numbers = {one.id: one.number for one in tasks.every(connection)}
    steps = course.last_progress(connection, [one.id for one in found])
    return [
        {
            "number": one.number,
            "source": one.source,
            "title": one.title,
            "owner": names.get(one.state.owner, ""),
            "helpers": "、".join(names.get(who, "") for who in tasks.helpers_of(connection, one.id)),
            "assigner": names.get(one.state.assigner, ""),
            "assigned": _day(one.assigned_at, zone),
            "due": _day(one.state.due_at, zone),
            "delays": str(len(one.state.past_dues)),
            "stage": one.stage.value + (OVERDUE if now and one.state.is_overdue(now) else ""),
            "progress": steps[one.id].text if one.id in steps else "",
            "closed": _day(one.state.closed_at, zone),
            "parent": numbers.get(one.parent_id or 0, ""),
        }
        for one in found
    ]


def workbook(connection: Connection, found: Sequence[Task], zone: ZoneInfo, now: datetime) -> Document:
    """Make the ledger as a workbook; every cell is text."""
    rows = [[line[key] for key in HEADINGS] for line in records(connection, found, zone, now)]
    leaf = Leaf("督办台账", list(HEADINGS.values()), rows, WIDTHS)
    return workbook_of(NAME.format(day=now.astimezone(zone).strftime("%Y%m%d")), [leaf])


def told(connection: Connection, zone: ZoneInfo, now: datetime) -> list[str]:
    """Say of every task that is open in a line how it stands."""
    found = tasks.every(connection, only_open=True)
    return [OWNER.format(**one) for one in records(connection, found, zone, now)]


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime(DAY) if moment else ""


def _current(connection: Connection, context: Context) -> list[Record]:
    return records(connection, tasks.every(connection), context.zone, context.now)


SHEET = ledger_of("tasks", "督办台账", HEADINGS, _current)
