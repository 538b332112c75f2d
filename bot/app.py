"""The composition root: the one place that knows every slice, door and route.

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
from bot.connections import WeComApp
from bot.desk import Desk
from bot.errors import SettingsError
from bot.loops import DeskLoop, PumpLoop
from bot.platforms.protocol import Door, Route
from bot.platforms.tryout import NAME as TRYOUT
from bot.platforms.tryout import TryOutRoute
from bot.platforms.wecom.door import WeComAppDoor
from bot.platforms.wecom.route import WeComAppRoute
from bot.pump import Pump
from bot.registry import Registry
from bot.routing import Routing
from bot.settings import Settings
from bot.store import calls, lanes, shared, ways
from bot.store.admission import Admission
from bot.store.database import Database, open_database
from bot.store.files import FileStore
from bot.store.shared import MemoryShared, RedisShared, Shared
from bot.tryout import TryOut
from bot.web import tryout as tryout_page
from bot.webhook import Callbacks
from bot.wire import Wire
from handlers import ask, incident, system, upcoming
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
    files: FileStore
    registry: Registry
    desk: Desk
    pump: Pump
    routing: Routing
    admission: Admission
    doors: tuple[Door, ...]
    tryout: TryOut | None = None

    def close(self) -> None:
        """Let go of the store."""
        self.wakes.close()
        self.database.close()


def registry_of(shelf: Shelf) -> Registry:
    """Collect the slices."""
    return Registry([system.SLICE, incident.SLICE, upcoming.SLICE, ask.slice_of(shelf)], after=system.greet)


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
    shelf = Shelf(database, settings.data_dir)
    registry = registry_of(shelf)
    desk = Desk(database, clock, registry, settings.office, wire_doors=frozenset({TRYOUT}) if tryout else frozenset())
    if routes is None:
        routes = (
            (TryOutRoute(database, clock),)
            if tryout
            else tuple(_route(app, wakes, clock) for app in settings.wecom_app)
        )
    routing = Routing(routes, settings.testers if settings.mode == "trial" else ())
    pump = Pump(database, clock, routing, ZoneInfo(settings.office.zone))
    admission = Admission(database, lambda: wakes.wake(shared.INBOX))
    return House(
        settings=settings,
        database=database,
        clock=clock,
        wakes=wakes,
        shelf=shelf,
        files=FileStore(settings.data_dir / "files"),
        registry=registry,
        desk=desk,
        pump=pump,
        routing=routing,
        admission=admission,
        doors=tuple(_door(app) for app in settings.wecom_app),
        tryout=_tryout(database, clock, desk, pump, admission, wakes, settings) if tryout else None,
    )


@asynccontextmanager
async def running(house: House, busy: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    """Keep a house at work: admission, desk, pump, metronome. busy: whether callbacks are being answered."""
    desk_loop, pump_loop = DeskLoop(house.desk, house.wakes, busy), PumpLoop(house.pump, house.wakes, busy)
    runner = Runner(lambda: _tick(house), lambda: _keep_house(house))
    if house.database.is_sqlite:
        with house.database.write() as connection:
            calls.let_go(connection, house.clock.machine())
    house.admission.start()
    desk_loop.start()
    pump_loop.start()
    runner.start()
    _tick(house)
    try:
        yield
    finally:
        runner.stop()
        house.admission.stop()
        desk_loop.stop()
        await pump_loop.stop()
        for route in house.routing.routes:
            await route.close()


def asgi(house: House, *, ready: Callable[[], None] = lambda: None) -> ASGIApp:
    """Serve a house: callbacks in front, pages behind, at work for as long as it is served."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with running(house, lambda: callbacks.in_flight > 0):
            ready()
            yield

    pages = FastAPI(
        routes=tryout_page.routes(house.tryout) if house.tryout else [],
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    callbacks = Callbacks(house.doors, house.admission, house.clock, pages)
    return callbacks


def _tick(house: House) -> None:
    for topic in (shared.INBOX, shared.PUSHES):
        house.wakes.wake(topic)


def _keep_house(house: House) -> None:
    now = house.clock.machine()
    with house.database.write() as connection:
        lanes.forget(connection, now)
        ways.forget_expired(connection, now)


def _door(app: WeComApp) -> WeComAppDoor:
    keys = [(app.token.get_secret_value(), app.aes_key.get_secret_value())]
    if app.previous:
        keys.append((app.previous.token.get_secret_value(), app.previous.aes_key.get_secret_value()))
    return WeComAppDoor(corp_id=app.corp_id, agent_id=app.agent_id, keys=keys)


def _route(app: WeComApp, wakes: Shared, clock: Clock) -> WeComAppRoute:
    return WeComAppRoute(
        corp_id=app.corp_id,
        agent_id=app.agent_id,
        secret=app.secret.get_secret_value(),
        api_base=app.api_base,
        cache=wakes,
        clock=clock,
    )


def _tryout(  # noqa: PLR0913 — parts of the house being built
    database: Database, clock: Clock, desk: Desk, pump: Pump, admission: Admission, wakes: Shared, settings: Settings
) -> TryOut:
    if not isinstance(clock, SystemClock):
        raise SettingsError("the try-out runs on the machine's clock")
    return TryOut(database, clock, desk, pump, admission, Wire(database, clock, wakes), settings.office)
