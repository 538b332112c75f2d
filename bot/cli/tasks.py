"""The command `tasks`: which supervised tasks are not closed yet, and the whole ledger as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import WRITTEN, export_table, stamp_now
from bot.errors import SheetError
from bot.store.sheets.workbook import check_file
from handlers.task.ledger import SHEET, told

NOTHING_OPEN = "没有未销号的督办"


def tasks(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the whole ledger to this file, .xlsx or .csv.")
    ] = None,
) -> None:
    """List the tasks that are not closed, by number."""
    with open_store() as (settings, database):
        zone = ZoneInfo(settings.office.zone)
        if out is not None:
            try:
                check_file(out)
                export_table(database, SHEET, out, zone, stamp_now())
            except SheetError as trouble:
                raise typer.BadParameter("；".join(trouble.faults)) from None
            typer.echo(WRITTEN.format(file=out))
            return
        with database.read() as connection:
            for line in told(connection, zone, stamp_now().at) or [NOTHING_OPEN]:
                typer.echo(line)
