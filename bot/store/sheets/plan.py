"""An import from end to end: what a file would change, shown first, then made in one short write transaction.

The file is read and parsed outside the transaction; inside it the differences are taken once more, and an import that
would no longer do what was shown is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import SheetError
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.sheets.grid import Grid
from bot.store.sheets.imports import Import, apply, differences
from bot.store.sheets.parsed import Parsed, parse
from bot.store.sheets.sheet import Change, Sheet

MOVED = "这张表刚刚被别人改过，请重新导入"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do. `replace`: records that are not in the file go."""

    sheet: Sheet
    parsed: Parsed
    changes: Sequence[Change]
    zone: ZoneInfo
    replace: bool


def prepare(
    database: Database, sheet: Sheet, grid: Grid, *, zone: ZoneInfo, now: datetime, replace: bool = False
) -> Plan:
    """Say what the rows of a file would change; writes nothing. Raises SheetError with every fault."""
    with database.read() as connection:
        context = sheet.context(connection, zone, now)
        parsed = parse(sheet, grid, context)
        if faults := sheet.against(connection, parsed.rows, context):
            raise SheetError(sheet.title, faults)
        return Plan(sheet, parsed, differences(connection, sheet, parsed.rows, context, replace=replace), zone, replace)


def carry_out(database: Database, plan: Plan, stamp: Stamp) -> Import | None:
    """Make exactly what the plan shows; None where that is nothing. Raises SheetError and changes nothing."""
    with database.write() as connection:
        context = plan.sheet.context(connection, plan.zone, stamp.at)
        changes = differences(connection, plan.sheet, plan.parsed.rows, context, replace=plan.replace)
        if changes != plan.changes:
            raise SheetError(plan.sheet.title, [MOVED])
        return apply(connection, plan.sheet, changes, context, stamp)
