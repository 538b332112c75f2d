"""Commands that show how the bot thinks: ask, explain, when. JSON lines on standard output, one for each input line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.house import load_settings, open_store
from bot.clock import SystemClock
from bot.errors import SettingsError
from bot.explain import Asked, explaining
from bot.explain import explain as explain_one
from bot.meaning import meaning_of
from bot.messages import Channel
from bot.settings import Office
from handlers.ask.answering.words import answer_text
from knowledge.answer import Answer, answer
from knowledge.library import library_from_directory, library_from_passages
from knowledge.printed import as_json as answer_as_json
from knowledge.shelf import Shelf
from scheduler.calendar import Calendar, calendar_of
from scheduler.when import read_time
from scheduler.when.printed import as_json as times_as_json

PATIENCE_S = 20.0  # who asks on the command line waits until the model is loaded
Batch = Annotated[Path | None, typer.Option(help="JSON lines to read instead of one text.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON also for one text.")]


def ask(
    question: Annotated[str, typer.Argument(help="What to look up.")] = "",
    documents: Annotated[Path | None, typer.Option(help="Ask these documents instead of the installed ones.")] = None,
    passages: Annotated[Path | None, typer.Option(help="Ask these passages: JSON lines {id, title, text}.")] = None,
    batch: Batch = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the policies, with the sentence it stands in."""
    rows = _rows(batch, question, "question")
    with _asked_of(documents, passages) as (look_up, department, contact, day):
        for row in rows:
            found = look_up(str(row.get("question", "")))
            if batch or as_json:
                _print({"id": row.get("id", ""), "question": row.get("question", ""), **answer_as_json(found)})
            else:
                typer.echo(answer_text(found, department, contact, day))


def explain(  # noqa: PLR0913 — the command's options
    text: Annotated[str, typer.Argument(help="The message.")] = "",
    batch: Batch = None,
    now: Annotated[str, typer.Option(help="The office's time, ISO 8601.")] = "",
    channel: Annotated[str, typer.Option(help="private, group_at or group.")] = "private",
    role: Annotated[str, typer.Option(help="staff, organiser, leader, chief, student or outsider.")] = "staff",
    context: Annotated[str, typer.Option(help="Facts about the office at that moment, blank-separated.")] = "none",
    *,
    as_json: AsJson = False,
) -> None:
    """Say what the bot would take a message to mean; changes nothing."""
    start = SystemClock().office()
    common = {"now": now or start.isoformat(), "channel": channel, "role": role, "context": context}
    asked = [_asked(common | row) for row in _rows(batch, text, "text")]
    with explaining(min((one.now for one in asked), default=start)) as house:
        for one in asked:
            found = explain_one(house, one)
            if batch or as_json:
                _print(found)
            else:
                typer.echo(f"{found['intent']}  {', '.join(found['effects'])}\n{found['reply']}")


def when(
    text: Annotated[str, typer.Argument(help="A Chinese time expression.")] = "",
    now: Annotated[str, typer.Option(help="The time it is said, ISO 8601.")] = "",
    batch: Batch = None,
) -> None:
    """Say how a Chinese time expression is read; JSON lines."""
    zone = ZoneInfo(load_settings().office.zone)
    with _calendar() as calendar:
        for row in _rows(batch, text, "text"):
            said = _said_at(str(row.get("now") or now), zone)
            found = read_time(str(row.get("text", "")), said, calendar)
            _print({"text": row.get("text", ""), **times_as_json(found)})


@contextmanager
def _calendar() -> Iterator[Calendar]:
    """Give the office's calendar; that of the country where no store was made yet."""
    settings = load_settings()
    if not settings.store.url and not (settings.data_dir / "houqin.db").exists():
        yield Calendar()
        return
    with open_store() as (_, database), database.read() as connection:
        yield calendar_of(connection)


def _said_at(written: str, zone: ZoneInfo) -> datetime:
    """Return when a text was said; without a zone the office's."""
    if not written:
        return SystemClock().office().astimezone(zone)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as trouble:
        raise SettingsError(f"--now: {trouble}") from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _rows(batch: Path | None, single: str, key: str) -> list[dict[str, Any]]:
    if batch is None:
        return [{key: single}]
    if not batch.is_file():
        raise SettingsError(f"{batch} is no file")
    return list(_lines(batch))


def _lines(batch: Path) -> Iterator[dict[str, Any]]:
    try:
        text = batch.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{batch} is no text in UTF-8") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise SettingsError(f"{batch}, line {number}, is no JSON object")
        yield row


def _asked(row: dict[str, Any]) -> Asked:
    try:
        moment = datetime.fromisoformat(str(row["now"]))
        channel = Channel(str(row["channel"]))
    except ValueError as trouble:
        raise SettingsError(f"{row.get('id', 'the message')}: {trouble}") from None
    if moment.tzinfo is None:
        moment = moment.astimezone()
    return Asked(
        text=str(row.get("text", "")),
        now=moment,
        channel=channel,
        role=str(row["role"]),
        context=str(row["context"]),
        id=str(row.get("id", "")),
    )


def _print(row: dict[str, Any]) -> None:
    typer.echo(json.dumps(row, ensure_ascii=False))


@contextmanager
def _asked_of(
    documents: Path | None, passages: Path | None
) -> Iterator[tuple[Callable[[str], Answer], str, str, date | None]]:
    """Give how to look something up, the department, its contact, and the day on which installed policies hold."""
    if passages is not None:
        if not passages.is_file():
            raise SettingsError(f"{passages} is no file")
        library = library_from_passages(passages)
        yield (lambda question: answer(library, question)), "", Office().contact, None
        return
    if documents is not None:
        if not documents.exists():
            raise SettingsError(f"{documents} does not exist")
        library, unreadable = library_from_directory(documents)
        for trouble in unreadable:
            sys.stderr.write(f"houqin: {trouble}; {trouble.remedy}\n")
        yield (lambda question: answer(library, question)), "", Office().contact, None
        return
    with open_store() as (settings, database):
        meaning = meaning_of(settings.meaning, database)
        shelf = Shelf(database, settings.data_dir, partial(meaning.nearness, within_s=PATIENCE_S) if meaning else None)
        if meaning:
            meaning.follow(*shelf.libraries())
        day = SystemClock().office().astimezone(ZoneInfo(settings.office.zone)).date()
        yield partial(shelf.ask, day=day), settings.office.department, settings.office.contact, day
        if meaning:
            meaning.close()
