"""The command `requests`: which requests nobody has answered yet, and the whole ledger as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import WRITTEN, export_table, stamp_now
from bot.errors import SheetError
from bot.store.sheets.workbook import check_file
from handlers.request.ledger import SHEET, told

NOTHING_WAITS = "没有待批示的请示"


def requests(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the whole ledger to this file, .xlsx or .csv.")
    ] = None,
) -> None:
    """List the requests that wait for a leader's word."""
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
            for line in told(connection, zone) or [NOTHING_WAITS]:
                typer.echo(line)
