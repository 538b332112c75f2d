"""The composition root: the one place that knows every door and route, with the slices of `bot.slices`.

`build` opens a house from settings; `asgi` serves it. Everything else is handed what it needs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from starlette.types import ASGIApp

from bot.clock import Clock, SystemClock
from bot.connecting import connect
from bot.desk import Desk
from bot.documents import Cabinet
from bot.errors import SettingsError
from bot.loops import DeskLoop, PumpLoop
from bot.meaning import MeaningLoop, meaning_of
from bot.packing import Vault
from bot.platforms.protocol import Door, Route
from bot.platforms.tryout import NAME as TRYOUT
from bot.platforms.tryout import TryOutRoute
from bot.pump import Pump
from bot.registry import Registry
from bot.routing import Routing
from bot.settings import Settings
from bot.slices import ARMS, registry_of
from bot.standstill import Pulse
from bot.store import calls, lanes, shared, ways
from bot.store.admission import Admission
from bot.store.database import Database, open_database
from bot.store.files import FileStore
from bot.store.shared import MemoryShared, RedisShared, Shared
from bot.tryout import TryOut
from bot.web import projector
from bot.web import tryout as tryout_page
from bot.webhook import Callbacks
from bot.wire import ELSEWHERE, TRIAL, Wire
from bot.wires import Wires
from handlers import study
from knowledge.meaning.meaning import Meaning
from knowledge.shelf import Shelf
from scheduler.runner import Runner


@dataclass(frozen=True, slots=True)
class House:
    """Everything that runs, wired together."""

    settings: Settings
    database: Database
    clock: Clock
    wakes: Shared
    shelf: Shelf
    meaning: Meaning | None
    files: FileStore
    registry: Registry
    desk: Desk
    pump: Pump
    routing: Routing
    admission: Admission
    wire: Wire
    doors: tuple[Door, ...]
    tryout: TryOut | None = None

    def close(self) -> None:
        """Let go of the store."""
        self.wakes.close()
        self.database.close()


def build(
    settings: Settings,
    *,
    tryout: bool = False,
    clock: Clock | None = None,
    database: Database | None = None,
    routes: tuple[Route, ...] | None = None,
) -> House:
    """Open a house.

    tryout: play the invented department; refused with SettingsError where a real door is configured.
    clock, database, routes: given by tests.
    """
    if tryout and settings.has_real_door:
        raise SettingsError("a real door is configured; the try-out plays only where none is (use another folder)")
    clock = clock or SystemClock()
    database = database or open_database(settings.store_url)
    redis_url = settings.redis.url.get_secret_value()
    wakes: Shared = RedisShared(redis_url) if redis_url else MemoryShared()
    meaning = meaning_of(settings.meaning, database)
    shelf = Shelf(database, settings.data_dir, meaning.nearness if meaning else None)
    file_store = FileStore(settings.data_dir / "files")
    model = settings.language_model
    registry = registry_of(
        shelf, settings.office, Vault(database, file_store), settings.web.public_url, model.documents if model else ""
    )
    connected = connect(settings, wakes, clock)
    if routes is None:
        routes = (TryOutRoute(database, clock),) if tryout else connected.routes
    testers = settings.testers if settings.mode == "trial" else ()
    routing = Routing(routes, testers, hooks=connected.hooks, sources=connected.sources)
    wires = Wires(
        frozenset({TRYOUT}) if tryout else frozenset(),
        lambda connection, message: routing.may_answer(connection, message, clock.office()),
    )
    cabinet = Cabinet(file_store, settings.office.contact)
    desk = Desk(database, clock, registry, settings.office, wires, connected.resolvers, cabinet)
    pump = Pump(database, clock, routing, ZoneInfo(settings.office.zone), file_store)
    pump.bringing.ends = lambda: wakes.wake(shared.INBOX)
    wire = Wire(
        database, clock, wakes, elsewhere=TRIAL.format(phone=settings.office.duty_phone) if testers else ELSEWHERE
    )
    admission = Admission(database, lambda: wakes.wake(shared.INBOX))
    return House(
        settings=settings,
        database=database,
        clock=clock,
        wakes=wakes,
        shelf=shelf,
        meaning=meaning,
        files=file_store,
        registry=registry,
        desk=desk,
        pump=pump,
        routing=routing,
        admission=admission,
        wire=wire,
        doors=connected.doors,
        tryout=_tryout(database, clock, desk, pump, admission, wire, settings, file_store) if tryout else None,
    )


@asynccontextmanager
async def running(house: House, busy: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    """Keep a house at work: admission, desk, pump, metronome. busy: whether callbacks are being answered."""
    desk_loop, pump_loop = DeskLoop(house.desk, house.wakes, busy), PumpLoop(house.pump, house.wakes, busy)
    pulse = Pulse(house.settings.data_dir)
    meaning = MeaningLoop(house.meaning, house.shelf.libraries, house.clock, busy) if house.meaning else None
    runner = Runner(lambda: _tick(house, pulse), lambda: _keep_house(house))
    begin(house, pulse)
    house.admission.start()
    desk_loop.start()
    pump_loop.start()
    runner.start()
    if meaning:
        meaning.start()
    _tick(house, pulse)
    try:
        yield
    finally:
        if meaning:
            meaning.stop()
        runner.stop()
        house.admission.stop()
        desk_loop.stop()
        await pump_loop.stop()
        await house.routing.close()


def begin(house: House, pulse: Pulse) -> None:
    """Take up where the process before left off: its calls are let go, its standstill noted, daily timers armed."""
    if house.database.is_sqlite:
        with house.database.write() as connection:
            calls.let_go(connection, house.clock.machine())
    if house.tryout is None:
        with house.database.write() as connection:
            pulse.begin(connection, house.clock.office())
            for arm in ARMS:
                arm(connection, house.clock.office(), ZoneInfo(house.settings.office.zone))


def asgi(house: House, *, ready: Callable[[], None] = lambda: None) -> ASGIApp:
    """Serve a house: callbacks in front, pages behind, at work for as long as it is served."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with running(house, lambda: callbacks.in_flight > 0):
            ready()
            yield

    screens = study.Screens(house.database, house.clock, house.settings.office, house.settings.web.public_url)
    pages = FastAPI(
        routes=[*projector.routes(screens), *(tryout_page.routes(house.tryout) if house.tryout else [])],
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    callbacks = Callbacks(house.doors, house.admission, house.wire, house.clock, pages)
    return callbacks


def _tick(house: House, pulse: Pulse) -> None:
    pulse.beat(house.clock.office())
    for topic in (shared.INBOX, shared.PUSHES):
        house.wakes.wake(topic)


def _keep_house(house: House) -> None:
    now = house.clock.machine()
    with house.database.write() as connection:
        lanes.forget(connection, now)
        ways.forget_expired(connection, now)


def _tryout(  # noqa: PLR0913 — parts of the house being built
    database: Database,
    clock: Clock,
    desk: Desk,
    pump: Pump,
    admission: Admission,
    wire: Wire,
    settings: Settings,
    files: FileStore,
) -> TryOut:
    if not isinstance(clock, SystemClock):
        raise SettingsError("the try-out runs on the machine's clock")
    return TryOut(database, clock, desk, pump, admission, wire, settings.office, files)
