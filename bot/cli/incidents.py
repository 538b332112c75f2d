"""Commands around the ledger of incidents: incidents, card. What is written to a file is recorded in the audit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import open_store
from bot.cli.tables import stamp_now
from bot.documents import Document
from bot.errors import SettingsError
from bot.settings import Office
from bot.store import audit
from bot.store.audit import Stamp
from bot.store.database import Database
from handlers.incident import cases, leaders
from handlers.incident.figures import card_paper, told
from handlers.incident.figures import timeline as timelines
from handlers.incident.figures.card import campus_names, cards
from handlers.incident.figures.ledger import figures_of
from handlers.incident.figures.listing import listed
from scheduler.period import Period, between, period_in

WRITTEN = "已写入 {file}"
NO_NUMBER = "请写明编号，如 houqin incidents SJ-0017 --timeline SJ-0017.docx"
NO_SUCH = "没有编号为“{number}”的事件，请核对编号"
WHY = "{number} 仅限少数人知悉，请用 --reason 写明理由，理由会记入操作记录"
ENDING = "“{file}”的结尾请写成 {endings}"
NOT_WRITTEN = "写不了“{file}”，请核对文件夹是否存在、能否写入"
BAD_DAY = "“{day}”不是日期，请写成 2026-03-01 这样"
BAD_ORDER = "--from 的日期在 --until 之后，请核对"
NO_CAMPUS = "没有叫“{campus}”的校区。现有：{campuses}"
PAPER, TABLE = ".docx", ".xlsx"


def incidents(  # noqa: PLR0913 — the command's options
    number: Annotated[str, typer.Argument(help="Such as SJ-0017, for --timeline.")] = "",
    timeline: Annotated[Path | None, typer.Option(help="Write how it went: a .docx or .xlsx file.")] = None,
    statistics: Annotated[Path | None, typer.Option(help="Write the figures of a period: an .xlsx file.")] = None,
    since: Annotated[str, typer.Option("--from", help="First day of the figures, such as 2026-03-01.")] = "",
    until: Annotated[str, typer.Option(help="Last day of the figures; default: today.")] = "",
    reason: Annotated[str, typer.Option(help="Why, where only few may know; recorded.")] = "",
    *,
    everything: Annotated[bool, typer.Option("--all", help="Also list what has ended.")] = False,
) -> None:
    """List the incidents that are open, or write how one went, or the figures of many."""
    with open_store() as (settings, database):
        zone, stamp = ZoneInfo(settings.office.zone), stamp_now()
        if timeline is not None:
            _check(timeline, (PAPER, TABLE))
            written = course(database, settings.office, number, timeline.suffix.lower(), stamp, reason)
            _write(timeline, written)
        if statistics is not None:
            _check(statistics, (TABLE,))
            _write(statistics, counted(database, zone, days(since, until, stamp.at.astimezone(zone).date()), stamp))
        if timeline is None and statistics is None:
            with database.read() as connection:
                for line in listed(connection, zone, everything=everything):
                    typer.echo(line)


def card(
    out: Annotated[Path, typer.Option(help="The .docx file to write.")] = Path(f"{card_paper.NAME}{PAPER}"),
    campus: Annotated[str, typer.Option(help="One campus; default: a page for each.")] = "",
    *,
    numbers: Annotated[
        bool, typer.Option("--numbers", help="With leaders' own numbers: for the duty room, not for a corridor.")
    ] = False,
) -> None:
    """Write the emergency card: one A4 page a campus."""
    with open_store() as (settings, database):
        _check(out, (PAPER,))
        _write(out, made_card(database, settings.office, campus, stamp_now(), numbers=numbers))


def course(database: Database, office: Office, number: str, ending: str, stamp: Stamp, reason: str = "") -> Document:
    """Write how an incident went. Raises SettingsError where it is none, or only few may know and no reason is given.

    ending: `.docx` for a paper, else a workbook.
    """
    if not number:
        raise SettingsError(NO_NUMBER)
    with database.write() as connection:
        case = cases.by_number(connection, number)
        if case is None:
            raise SettingsError(NO_SUCH.format(number=number))
        if leaders.kind_named(connection, case.kind).few_only and not reason.strip():
            raise SettingsError(WHY.format(number=case.number))
        found = timelines.timeline_of(connection, case, ZoneInfo(office.zone))
        detail = {"incident": case.number, "reason": reason}
        audit.record(connection, stamp, "incident.timeline_exported", detail)
    write = timelines.as_paper if ending == PAPER else timelines.as_workbook
    return write(found, stamp.at, "", office.department)


def counted(database: Database, zone: ZoneInfo, period: Period, stamp: Stamp) -> Document:
    """Write the figures of a period."""
    with database.write() as connection:
        found = figures_of(connection, period, zone)
        audit.record(connection, stamp, "incident.figures_exported", {"period": period.days})
    return told.workbook(found, period)


def made_card(database: Database, office: Office, campus: str, stamp: Stamp, *, numbers: bool) -> Document:
    """Make the card. Raises SettingsError where there is no such campus."""
    with database.write() as connection:
        names = campus_names(connection)
        if campus and campus not in names:
            raise SettingsError(NO_CAMPUS.format(campus=campus, campuses="、".join(names)))
        made = cards(connection, office, stamp.at, campus=campus, has_private=numbers)
        audit.record(connection, stamp, "incident.card_exported", {"private": numbers})
    return card_paper.as_paper(made, office, ZoneInfo(office.zone))


def days(since: str, until: str, today: date) -> Period:
    """Return from when to when; nothing said: this year. Raises SettingsError."""
    if not since and not until:
        return period_in("", today)
    last = _day(until) if until else today
    first = _day(since) if since else last.replace(month=1, day=1)
    if first > last:
        raise SettingsError(BAD_ORDER)
    return between(first, last)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise SettingsError(BAD_DAY.format(day=said)) from None


def _check(file: Path, endings: tuple[str, ...]) -> None:
    """Refuse a file by its name, before anything is written down as exported."""
    if file.suffix.lower() not in endings:
        raise SettingsError(ENDING.format(file=file, endings="、".join(endings)))


def _write(file: Path, document: Document) -> None:
    try:
        file.write_bytes(document.content)
    except OSError:
        raise SettingsError(NOT_WRITTEN.format(file=file)) from None
    typer.echo(WRITTEN.format(file=file))
