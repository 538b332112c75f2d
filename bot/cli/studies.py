"""The command `studies`: the studies of a year in numbers, or their ledger of attendance as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import WRITTEN, stamp_now
from bot.errors import SettingsError
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.sheets.ledger import clock
from handlers.study import kinds
from handlers.study.counted import exporting, ledger, sheet_words
from handlers.study.counted.listing import lines
from handlers.study.counted.notes import notes_of
from handlers.study.counted.scope import Scope
from scheduler.period import period_in

ENDING = ".xlsx"
NONE_HELD = "{said}没有学习"
NO_KIND = "没有“{kind}”这类学习。现有：{kinds}"
NO_YEAR = "“{year}”不是年份，请写成 2026 这样"
NO_ENDING = "“{file}”的结尾请写成 .xlsx"
NOT_WRITTEN = "写不了“{file}”，请核对文件夹是否存在、能否写入"
FIRST_YEAR, LAST_YEAR = 2000, 2999

Out = Annotated[Path | None, typer.Option("--out", help="Write the ledger of attendance to this .xlsx file.")]
Year = Annotated[int | None, typer.Option("--year", help="Which year; default: this one.")]
Kind = Annotated[str, typer.Option("--kind", help="Only this kind, such as 中心组; default: all.")]


def studies(out: Out = None, year: Year = None, kind: Kind = "") -> None:
    """List the studies of a year in numbers, without names; or write their ledger of attendance."""
    with open_store() as (settings, database):
        stamp, zone = stamp_now(), ZoneInfo(settings.office.zone)
        scope = scope_of(year, kind, stamp.at.astimezone(zone).date(), zone)
        if out is None:
            with database.read() as connection:
                for line in lines(connection, scope) or [NONE_HELD.format(said=scope.said)]:
                    typer.echo(line)
            return
        write(database, scope, out, stamp)
        typer.echo(WRITTEN.format(file=out))


def scope_of(year: int | None, kind: str, today: date, zone: ZoneInfo) -> Scope:
    """Return what is listed. Raises SettingsError where there is no such year or kind."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise SettingsError(NO_YEAR.format(year=year))
    if kind and kind not in kinds.KINDS:
        raise SettingsError(NO_KIND.format(kind=kind, kinds="、".join(kinds.KINDS)))
    return Scope(period_in(f"{year}年" if year else "", today), zone, (kind,) if kind else ())


def write(database: Database, scope: Scope, out: Path, stamp: Stamp) -> None:
    """Write the ledger of a scope and record who took it out. Raises SettingsError where it can't be written."""
    if out.suffix.lower() != ENDING:
        raise SettingsError(NO_ENDING.format(file=out))
    with database.write() as connection:
        notes = notes_of(connection, sheet_words.OPERATOR, clock(stamp.at, scope.zone))
        made = ledger.workbook(connection, scope, notes)
        detail = {"said": scope.said, "days": scope.period.days, "file": str(out)}
        audit.record(connection, stamp, exporting.RECORDED, detail)
    try:
        out.write_bytes(made.content)
    except OSError:
        raise SettingsError(NOT_WRITTEN.format(file=out)) from None
