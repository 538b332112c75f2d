"""Commands that run the assistant, or say how it does: try, chat, serve, migrate, status, doctor."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import app as composition
from bot import checkups, trial
from bot import doctor as checks
from bot.app import House
from bot.cli import address
from bot.cli.house import load_settings, open_store
from bot.clock import SystemClock
from bot.connecting import connect
from bot.errors import SettingsError
from bot.meaning import embedder_of
from bot.platforms.findings import Level
from bot.settings import Settings, Web
from bot.stage import load_policies, set_up, try_out_settings
from bot.standing import standing
from bot.store import lock, schema
from bot.store.database import Database, open_database
from bot.store.report import store_report
from bot.store.shared import MemoryShared
from handlers.ask.learning import groups
from handlers.ask.phrasing.figures import figures
from knowledge.meaning.progress import progress
from knowledge.shelf import Shelf

NEXT_PORTS = 20
BACKLOG = 2048

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on; the next free one when it is taken.")]
Host = Annotated[str, typer.Option(help="Address to listen on.")]
Folder = Annotated[
    Path | None, typer.Option("--folder", help="Keep the try-out's data here; default: forget it at the end.")
]


def try_out(host: Host = "127.0.0.1", port: Port = 8000, folder: Folder = None) -> None:
    """Play the assistant in a browser, with an invented department. Needs no account, key or database."""
    with try_out_settings(folder) as settings, lock.only_one(settings.data_dir):
        listening = _listen(host, port, NEXT_PORTS)
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 — compared, not bound
        base = f"http://{shown}:{listening.getsockname()[1]}"
        house = _play(settings.model_copy(update={"web": Web(public_url=base)}))
        try:
            _run(house, listening, f"后勤助手试用： {base}  （按 Ctrl+C 结束）")
        finally:
            house.close()


def chat(folder: Folder = None) -> None:
    """Play the assistant in this terminal."""
    from bot.cli.chat import chat_here  # noqa: PLC0415 — only this command needs it

    with try_out_settings(folder) as settings, lock.only_one(settings.data_dir):
        house = _play(settings)
        try:
            asyncio.run(chat_here(house))
        finally:
            house.close()


def serve() -> None:
    """Serve the configured doors."""
    settings = load_settings()
    if not settings.hears:
        raise SettingsError(
            "no door is configured; add a [[wecom_app]], [[wecom_aibot]] or [[dingtalk_robot]] table to houqin.toml, "
            "or play with `houqin try`"
        )
    database = open_database(settings.store_url)
    schema.make_ready(database)
    with lock.only_one(settings.data_dir) if database.is_sqlite else contextlib.nullcontext():
        listening = _listen(settings.serve.host, settings.serve.port)
        house = composition.build(settings, database=database)
        try:
            _run(house, listening, f"serving on {settings.serve.host}:{settings.serve.port}")
        finally:
            house.close()


def migrate() -> None:
    """Bring the database to this program's version. Stop the service and back up first."""
    settings = load_settings()
    database = open_database(settings.store_url)
    try:
        with lock.only_one(settings.data_dir):
            schema.migrate(database)
    finally:
        database.close()
    sys.stderr.write("the database is up to date\n")


def status() -> None:
    """Say how the doors, the queues and the shelf stand. Shows no content of messages."""
    with open_store() as (settings, database):
        clock, zone = SystemClock(), ZoneInfo(settings.office.zone)
        connected = connect(settings, MemoryShared(), clock)
        with database.read() as connection:
            testers = trial.testers(connection, settings, connected, clock.office())
            unanswered_ones = groups.open_groups(connection)
            phrased = [figures(connection, clock.office())] if settings.language_model else []
        shelf = Shelf(database, settings.data_dir)
        for line in (
            *trial.mode_told(testers),
            f"shelf: {len(shelf.titles())} documents, {len(unanswered_ones)} unanswered questions",
            *_meaning(settings, database, shelf),
            *phrased,
            *standing(database, connected, clock.machine(), zone),
            *store_report(database, clock.office(), zone),
        ):
            typer.echo(line)


def _meaning(settings: Settings, database: Database, shelf: Shelf) -> list[str]:
    embedder = embedder_of(settings.meaning)
    return [progress(database, embedder, shelf.libraries()[1].values())] if embedder else []


def doctor(
    url: Annotated[str, typer.Option(help="Where the service runs; default: as configured.")] = "",
    *,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no platform.")] = False,
) -> None:
    """Play the platforms' own checks against this configuration; say what is wrong and how to mend it."""
    settings = load_settings()
    base = address.running(url) if url else address.own(settings.serve)
    findings = asyncio.run(checks.examine(settings, base, SystemClock(), offline=offline))
    for finding in findings:
        typer.echo(finding.line)
    if any(finding.is_fault for finding in findings):
        raise typer.Exit(1)


def register_cards(
    url: Annotated[str, typer.Option(help="How DingTalk reaches this service, such as https://your.host.")],
) -> None:
    """Tell DingTalk where presses of the robots' cards go. Once, and again when the address changes."""
    robots = [robot for robot in load_settings().dingtalk_robot if robot.card_template]
    if not robots:
        raise SettingsError("no [[dingtalk_robot]] has a card_template, so there are no cards")
    base = address.public(url)
    findings = [one for robot in robots for one in asyncio.run(checkups.register_cards(robot, base))]
    for finding in findings:
        typer.echo(finding.text)
    if any(finding.level is Level.FAIL for finding in findings):
        raise typer.Exit(1)


def _play(settings: Settings) -> House:
    house = composition.build(settings, tryout=True)
    set_up(house)
    assert house.tryout is not None  # noqa: S101 — built with it
    house.tryout.read_policies(lambda: load_policies(house))
    return house


def _run(house: House, listening: socket.socket, greeting: str) -> None:
    import uvicorn  # noqa: PLC0415 — slow to load, and only servers need it

    application = composition.asgi(house, ready=lambda: print(greeting, flush=True))  # noqa: T201 — the command's answer
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, wanted: int, ports: int = 1) -> socket.socket:
    """Listen on the first free one of some ports. Raises SettingsError when none is."""
    for port in range(wanted, wanted + ports):
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            continue
        return listening
    raise SettingsError(f"{host} port {wanted} can't be listened on (taken, or not this machine's); choose another")
