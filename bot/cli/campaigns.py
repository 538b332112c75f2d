"""The command `campaigns`: which appraisals and collections run, and all of one as a zip with its ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import WRITTEN, stamp_now
from bot.clock import SystemClock
from bot.packing import Vault
from bot.store import audit
from bot.store.files import FileStore
from handlers.campaign import cycles
from handlers.campaign.giving import Moment, zip_for
from handlers.campaign.ledger import lines

NOTHING_RUNS = "没有进行中的考核或活动"
NO_SUCH = "没有编号为 {number} 的考核或活动"
NAME_ONE = "导出请写明编号，如 houqin campaigns KH-0001 --out 材料.zip"
TOO_BIG = "材料太大，请用 houqin files --out 取出原件"

Number = Annotated[str, typer.Argument(help="Number of one, KH-0001; with --out.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write what was handed in, with the ledger, to this zip.")]


def campaigns(number: Number = "", out: Out = None) -> None:
    """List the appraisals and collections that run, a line a stage, without names; or export one as a zip."""
    with open_store() as (settings, database):
        if out is None:
            with database.read() as connection:
                for line in lines(connection) or [NOTHING_RUNS]:
                    typer.echo(line)
            return
        if not number:
            raise typer.BadParameter(NAME_ONE)
        at = Moment(SystemClock().office(), ZoneInfo(settings.office.zone))
        with database.read() as connection:
            found = next((one for one in cycles.every(connection) if one.number == number.upper()), None)
            if found is None:
                raise typer.BadParameter(NO_SUCH.format(number=number))
            packed = zip_for(connection, Vault(database, FileStore(settings.data_dir / "files")), found, None, at)
        if packed.document is None:
            raise typer.BadParameter(TOO_BIG)
        out.write_bytes(packed.document.content)
        with database.write() as connection:
            audit.record(connection, stamp_now(), "campaign.exported", {"number": found.number, "file": str(out)})
        typer.echo(WRITTEN.format(file=out))
