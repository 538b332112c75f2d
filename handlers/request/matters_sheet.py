"""The sheet 重大事项清单: which matters want a 请示, how people say them, what a 三重一大 should have behind it.

Exported with the defaults as long as the office has no list of its own; the first change makes it the office's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert

from bot.store.sheets.cells import choice, parts, several, text
from bot.store.sheets.sheet import Change, Column, Context, Record, Sheet
from handlers.request.matters import CHECKLIST, Matter, matters
from handlers.request.rows import LONGEST_MATTER, request_matters

YES, NO = "是", "否"


def _record(matter: Matter) -> Record:
    return {
        "name": matter.name,
        "words": "、".join(matter.words),
        "major": YES if matter.is_major else NO,
        "checklist": "、".join(matter.checklist),
    }


def _current(connection: Connection, _context: Context) -> list[Record]:
    return [_record(one) for one in matters(connection)]


def _write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
    """Write the whole list anew: the defaults become rows with the first change."""
    standing = {one["name"]: one for one in _current(connection, context)}
    for change in changes:
        if change.before is not None:
            standing.pop(change.before["name"], None)
        if change.after is not None:
            standing[change.after["name"]] = change.after
    connection.execute(delete(request_matters))
    for one in standing.values():
        row = {
            "name": one["name"],
            "words": parts(one["words"]),
            "is_major": one["major"] == YES,
            "checklist": parts(one.get("checklist", "")),
        }
        connection.execute(insert(request_matters).values(**row))


MATTERS = Sheet(
    key="matters",
    title="重大事项清单",
    columns=(
        Column("name", "事项", text(LONGEST_MATTER), required=True, example="大额度资金使用", help="一类事项一行"),
        Column("words", "说法", several(text(20)), example="追加预算、大额资金", help="文中出现哪些词，用顿号隔开"),
        Column("major", "三重一大", choice(YES, NO), required=True, example=YES, help="是否属“三重一大”"),
        Column(
            "checklist",
            "上报前应有",
            several(text(20)),
            example="、".join(CHECKLIST),
            help="请示前应做的事，用顿号隔开；只提示，不拦",
        ),
    ),
    identity=("name",),
    current=_current,
    write=_write,
)
