"""The command `policies`: what is on the shelf and how long it holds, and 立改废 of a year; a document withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Connection

from bot.cli.documents import proposals
from bot.cli.house import open_store
from bot.cli.tables import stamp_now
from bot.store import audit
from bot.store.audit import Stamp
from handlers.ask.shelving import year
from knowledge import lives
from knowledge.life import shown
from knowledge.naming import named
from knowledge.rows import shelved_documents

NONE = "书架上还没有文件"
LINE = "{file}\t{title}\t{number}\t{date}\t{scope}\t{standing}"
HOLDS, REVIEW = "现行", "，{on}前复审"
NO_SUCH = "书架上没有文件名为“{file}”的文件，用 houqin policies 查看"
NOT_A_DAY = "“{day}”不是日期，请写成 2026-12-01 这样"
WITHDRAWN = "{title}自{on}起废止，不再引用；写错了用 --restore 恢复"
RESTORED = "{title}已恢复为现行"

File = Annotated[str, typer.Option(help="Name of the file on the shelf, as the list shows it.")]


def policies(
    withdraw: File = "",
    restore: File = "",
    on: Annotated[str, typer.Option(help="With --withdraw: from which day, 2026-12-01; today without it.")] = "",
) -> None:
    """List the documents on the shelf with how long they hold, and what became of them this year."""
    with open_store() as (settings, database):
        zone, stamp = ZoneInfo(settings.office.zone), stamp_now()
        today = stamp.at.astimezone(zone).date()
        if withdraw or restore:
            with database.write() as connection:
                values = {"withdrawn_on": _day(on) or today, "withdrawn_by": stamp.who}
                for told in _set(connection, withdraw or restore, values if withdraw else {}, stamp):
                    typer.echo(told)
            return
        with database.read() as connection:
            lines = [*_listed(connection, today), *year.lines(connection, today.year, today, zone, stamp.at)]
        for line in (*lines, *proposals(database, today)):
            typer.echo(line)


def _set(connection: Connection, file: str, values: dict[str, object], stamp: Stamp) -> list[str]:
    """Withdraw the documents of a file, or without values restore them; return what to say."""
    found = dict.fromkeys(one.title for one in shelved_documents(connection) if one.file == file)
    if not found:
        raise typer.BadParameter(NO_SUCH.format(file=file))
    day, told = values.get("withdrawn_on"), []
    cleared = {"withdrawn_on": None, "withdrawn_by": None, "replaced_by": None, "replaced_on": None}
    for title in found:
        lives.change(connection, (file, title), stamp.at, stamp.who, **(values or cleared))
        detail = {"file": file, "title": title, "withdrawn_on": str(day) if day else None}
        audit.record(connection, stamp, "policy.life_set", detail)
        form = WITHDRAWN if isinstance(day, date) else RESTORED
        told.append(form.format(title=named(title), on=shown(day) if isinstance(day, date) else ""))
    return told


def _listed(connection: Connection, day: date) -> list[str]:
    found, shelf = lives.lives(connection), shelved_documents(connection)
    lines = []
    for one in shelf:
        life = found.get((one.file, one.title), lives.Life(one.file, one.title))
        standing = life.standing.said(day).strip("（）") or HOLDS
        review = REVIEW.format(on=shown(life.review_on)) if life.review_on else ""
        lines.append(
            LINE.format(
                file=one.file,
                title=named(one.title),
                number=one.number or "",
                date=one.shown_date,
                scope=one.scope,
                standing=standing + review,
            )
        )
    return lines or [NONE]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise typer.BadParameter(NOT_A_DAY.format(day=typed)) from None
