"""The command `messages-per-person`: how many messages reached each person unasked, most first."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import WRITTEN, export_table, stamp_now
from bot.errors import SheetError
from bot.store.nuisance import LINE, records, sheet_since
from bot.store.sheets.workbook import check_file

NOBODY = "这段时间没有给人发过消息"


def messages_per_person(
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days back.")] = 7,
    out: Annotated[Path | None, typer.Option("--out", help="Write the table to this file, .xlsx or .csv.")] = None,
) -> None:
    """Count by person what reached him unasked, most first. Shows no content of messages."""
    with open_store() as (settings, database):
        stamp = stamp_now()
        since = stamp.at - timedelta(days=days)
        if out is not None:
            try:
                check_file(out)
                export_table(database, sheet_since(since), out, ZoneInfo(settings.office.zone), stamp)
            except SheetError as trouble:
                raise typer.BadParameter("；".join(trouble.faults)) from None
            typer.echo(WRITTEN.format(file=out))
            return
        with database.read() as connection:
            lines = [LINE.format(**one) for one in records(connection, stamp.at, since)]
        for line in lines or [NOBODY]:
            typer.echo(line)
