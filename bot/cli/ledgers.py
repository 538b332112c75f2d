"""The commands that list what is open of a kind, and write its whole ledger as a table: tickets, tasks, requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from bot.cli.house import open_store
from bot.cli.tables import WRITTEN, export_table, stamp_now
from bot.errors import SheetError
from bot.store.sheets.sheet import Sheet
from bot.store.sheets.workbook import check_file
from handlers.ask.learning import worklist
from handlers.request import ledger as requests
from handlers.task import ledger as tasks
from handlers.ticket import ledger as tickets

Out = Annotated[Path | None, typer.Option("--out", help="Write the whole ledger to this file, .xlsx or .csv.")]
Told = Callable[[Connection, ZoneInfo, datetime], Sequence[str]]


def listing(sheet: Sheet, told: Told, nothing: str, about: str) -> Callable[[Path | None], None]:
    """Make a command. told: a line for each that is open; nothing: what is said where none is; about: its help."""

    def command(out: Out = None) -> None:
        with open_store() as (settings, database):
            zone = ZoneInfo(settings.office.zone)
            if out is not None:
                try:
                    check_file(out)
                    export_table(database, sheet, out, zone, stamp_now())
                except SheetError as trouble:
                    raise typer.BadParameter("；".join(trouble.faults)) from None
                typer.echo(WRITTEN.format(file=out))
                return
            with database.read() as connection:
                for line in told(connection, zone, stamp_now().at) or [nothing]:
                    typer.echo(line)

    command.__doc__ = about
    return command


LEDGERS = {
    "tickets": listing(
        tickets.SHEET,
        lambda connection, zone, _now: tickets.told(connection, zone),
        "没有没办完的报修和隐患",
        "List the repairs and hazards that are not done. Shows nobody's name or telephone.",
    ),
    "tasks": listing(tasks.SHEET, tasks.told, "没有未销号的督办", "List the tasks that are not closed, by number."),
    "unanswered": listing(
        worklist.SHEET,
        worklist.told,
        "没有未答上的问题",
        "List the questions that were not answered, alike ones together, the most frequent first. Shows nobody's name.",
    ),
    "requests": listing(
        requests.SHEET,
        lambda connection, zone, _now: requests.told(connection, zone),
        "没有待批示的请示",
        "List the requests that wait for a leader's word.",
    ),
}
