"""The command `files`: which documents were handed over, and a copy of them for whoever could not get one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from bot.cli.house import open_store
from bot.cli.tables import stamp_now
from bot.clock import SystemClock
from bot.routing import name_of
from bot.store import audit, given
from bot.store.files import FileStore
from bot.store.given import Given

NONE = "目前没有发过文件"
LINE = "{number}\t{at}\t{state}\t{who}\t{name}"
COPIED = "已把 {count} 份文件取到 {folder}"
LOST = "{name}（编号{number}）不在文件夹 {folder} 里，请从备份恢复"

Out = Annotated[Path | None, typer.Option(help="Copy them into this folder, each with its number before its name.")]


def files(out: Out = None) -> None:
    """List the documents that were handed over: number, time, state, to whom, name. Copies them with --out."""
    with open_store() as (settings, database):
        zone, kept = ZoneInfo(settings.office.zone), FileStore(settings.data_dir / "files")
        with database.read() as connection:
            found = given.every(connection)
            lines = [_line(connection, one, zone) for one in found]
        if out is not None and found:
            copied = _copied(found, kept, out)
            with database.write() as connection:
                audit.record(connection, stamp_now(), "files.copied", {"count": copied, "folder": str(out)})
            lines.append(COPIED.format(count=copied, folder=out))
    for line in lines or [NONE]:
        typer.echo(line)


def _line(connection: Connection, one: Given, zone: ZoneInfo) -> str:
    who = name_of(connection, one.push.recipient, SystemClock().office())
    at = f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
    return LINE.format(number=one.push.id, at=at, state=one.state, who=who, name=one.name)


def _copied(found: list[Given], kept: FileStore, folder: Path) -> int:
    """Copy what is there and say what is not. Returns how many were copied."""
    folder.mkdir(parents=True, exist_ok=True)
    copied = 0
    for one in found:
        try:
            shutil.copyfile(kept.path(one.sha256), folder / f"{one.push.id}-{one.name}")
        except FileNotFoundError:
            typer.echo(LOST.format(name=one.name, number=one.push.id, folder=kept.folder), err=True)
        else:
            copied += 1
    return copied
