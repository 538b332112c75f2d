"""Imports: what a file would change, the change in one transaction, and the way back.

All or nothing. Every import leaves an audit row (counts, no contents) and a row here with the records before and after,
so that the last one can be taken back; where somebody has changed one of them since, nothing is taken back blindly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column, Connection, Index, String, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import SheetError
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.database import RowId, UtcTime, metadata
from bot.store.sheets.sheet import Change, Context, Record, Row, Sheet

STILL_USED = "有内容正被其他表使用，不能删除；请先在其他表里改掉"
NOTHING_TO_UNDO = "没有可以撤销的导入"
CHANGED_SINCE = "“{label}”在导入之后又改过，不能撤销；请手工改正"
ADDED, CHANGED, REMOVED = "新增", "修改", "删除"
BLANK = "（空）"
IMPORT = "导入"

imports = Table(
    "imports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("sheet", String(40), nullable=False),
    Column("who", String(80), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("changes", JSON, nullable=False),
    Column("undone_at", UtcTime),
    Index("ix_imports_sheet_id", "sheet", "id"),
)


@dataclass(frozen=True, slots=True)
class Import:
    """One import that was made. `counts`: how many were 新增, 修改, 删除."""

    id: int
    sheet: str
    who: str
    at: datetime
    counts: Mapping[str, int]


def differences(
    connection: Connection, sheet: Sheet, rows: Sequence[Row], context: Context, *, replace: bool = False
) -> list[Change]:
    """Return what the rows of a file change; with `replace`, what is not in the file and not over goes."""
    standing = _standing(connection, sheet, context)
    changes = []
    for row in rows:
        before = standing.pop(sheet.identify(row.record), None)
        blank = {column.key: "" for column in sheet.columns if not column.shown_only}
        after = {**(before or blank), **row.record}
        if after != before:
            changes.append(Change(before, after))
    gone = standing.values() if replace else ()
    return changes + [Change(record, None) for record in gone if not sheet.is_over(record, context)]


def describe(sheet: Sheet, changes: Sequence[Change]) -> list[str]:
    """Return one line a change, in Chinese: what is new, what becomes what, what goes."""
    return [f"{kind_of(change)} {_describe(sheet, change)}" for change in changes]


def kind_of(change: Change) -> str:
    """Return 新增, 修改 or 删除."""
    if change.before is None:
        return ADDED
    return REMOVED if change.after is None else CHANGED


def apply(
    connection: Connection, sheet: Sheet, changes: Sequence[Change], context: Context, stamp: Stamp
) -> Import | None:
    """Make the changes, in the caller's write transaction; None where there are none. Raises SheetError."""
    if not changes:
        return None
    _write(connection, sheet, changes, context)
    counts = dict(Counter(kind_of(change) for change in changes))
    standing = _standing(connection, sheet, context)
    written = [
        {"before": change.before, "after": change.after and standing.get(sheet.identify(change.after), change.after)}
        for change in changes
    ]
    made = connection.execute(
        insert(imports).values(sheet=sheet.key, who=stamp.who, at=stamp.at, changes=written).returning(imports.c.id)
    ).scalar_one()
    audit.record(connection, stamp, "table.imported", {"table": sheet.key, "import": made, **counts})
    return Import(made, sheet.key, stamp.who, stamp.at, counts)


def undo_last(connection: Connection, sheets: Mapping[str, Sheet], zone: ZoneInfo, stamp: Stamp) -> Import:
    """Take back the newest import that stands, in the caller's write transaction.

    Raises SheetError where there is none, or one of its records was changed since.
    """
    row = connection.execute(
        select(imports).where(imports.c.undone_at.is_(None), imports.c.sheet.in_(sheets)).order_by(imports.c.id.desc())
    ).first()
    if row is None:
        raise SheetError(IMPORT, [NOTHING_TO_UNDO])
    sheet = sheets[row.sheet]
    context = sheet.context(connection, zone, stamp.at)
    made = [Change(change["before"], change["after"]) for change in row.changes]
    _refuse_if_changed_since(connection, sheet, made, context)
    back = [Change(change.after, change.before, erase=change.before is None) for change in reversed(made)]
    _write(connection, sheet, back, context)
    connection.execute(update(imports).where(imports.c.id == row.id).values(undone_at=stamp.at))
    audit.record(connection, stamp, "table.import_undone", {"table": sheet.key, "import": row.id})
    return Import(row.id, sheet.key, row.who, row.at, dict(Counter(kind_of(change) for change in made)))


def _write(connection: Connection, sheet: Sheet, changes: Sequence[Change], context: Context) -> None:
    try:
        sheet.write(connection, changes, context)
    except IntegrityError:
        raise SheetError(sheet.title, [STILL_USED]) from None


def _standing(connection: Connection, sheet: Sheet, context: Context) -> dict[tuple[str, ...], Record]:
    return {sheet.identify(record): sheet.edited(record) for record in sheet.current(connection, context)}


def _refuse_if_changed_since(connection: Connection, sheet: Sheet, made: Sequence[Change], context: Context) -> None:
    standing = _standing(connection, sheet, context)
    faults = [
        CHANGED_SINCE.format(label=sheet.label(change.after))
        for change in made
        if change.after is not None and standing.get(sheet.identify(change.after)) != change.after
    ]
    if faults:
        raise SheetError(sheet.title, faults)


def _describe(sheet: Sheet, change: Change) -> str:
    record: Record = change.after or change.before or {}
    if change.before is None or change.after is None:
        return sheet.label(record)
    before, after = change.before, change.after
    cells = [
        f"{column.heading} {before.get(column.key) or BLANK}→{after.get(column.key) or BLANK}"
        for column in sheet.columns
        if before.get(column.key, "") != after.get(column.key, "")
    ]
    return f"{sheet.label(record)}：{'，'.join(cells)}"
