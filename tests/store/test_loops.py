"""The loops outlive the store's troubles: a connection cut, a store that refuses, a message that can't be stored."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.bringing import SETTLE_PAUSES_S
from bot.clock import SystemClock
from bot.desk import Desk
from bot.errors import StoreError
from bot.loops import DeskLoop, PumpLoop
from bot.platforms.protocol import Outcome
from bot.pump import Pump
from bot.routing import Routing
from bot.settings import Office
from bot.store import inbox, pushes, shared
from bot.store.admission import Admission
from bot.store.calls import LEASE
from bot.store.database import Database
from bot.store.shared import MemoryShared
from tests.fakes import NO_FILES, FakeRoute, message, registry_that

ZONE = ZoneInfo("Asia/Shanghai")


def cut(database: Database) -> None:
    """End every other connection, as a restart of PostgreSQL does; SQLite has none to end."""
    if not database.is_sqlite:
        with database.write() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            connection.execute(text(f"{others} AND datname = current_database()"))


@contextmanager
def refusing(database: Database) -> Iterator[None]:
    """Let the store refuse every statement."""

    def refuse(*_: object) -> None:
        raise OperationalError("", {}, OSError("disk I/O error"))

    event.listen(database.engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", refuse)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, at most twenty seconds."""
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends
        await asyncio.sleep(0.01)


async def test_the_loops_go_on_after_the_store_refused_or_cut_them_off(database: Database) -> None:
    """What was stored meanwhile is handled and answered once the store is back; the log says what was wrong."""
    clock, wakes, route = SystemClock(), MemoryShared(), FakeRoute()
    desk = Desk(database, clock, registry_that(lambda turn, heard: turn.say(heard.text)), Office())
    desk_loop = DeskLoop(desk, wakes, lambda: False)
    pump_loop = PumpLoop(Pump(database, clock, Routing([route]), ZONE, NO_FILES), wakes, lambda: False)

    def admit(number: str) -> None:
        with database.write() as connection:
            inbox.admit(connection, [(message(number, number), clock.office())])

    def delivered() -> int:
        with database.read() as connection:
            return pushes.counts(connection).get("delivered", 0)

    def metronome() -> bool:
        for topic in (shared.INBOX, shared.PUSHES):
            wakes.wake(topic)
        return False

    desk_loop.start()
    pump_loop.start()
    with capture_logs() as logs:
        admit("1")
        await until(lambda: metronome() or route.texts == ["1"])
        cut(database)
        admit("2")
        await until(lambda: metronome() or route.texts == ["1", "2"])
        await until(
            lambda: delivered() == 2
        )  # else the pump is not to be heard of, but writes what became of the second
        admit("3")
        with refusing(database):
            wanted = {"the desk could not go on; it tries again", "the pump could not go on; it tries again"}
            await until(lambda: metronome() or wanted <= {entry["event"] for entry in logs})
        await until(lambda: metronome() or route.texts == ["1", "2", "3"])
    desk_loop.stop()
    await pump_loop.stop()


async def test_what_a_platform_answered_while_the_store_was_away_is_written_when_it_is_back(sqlite: Database) -> None:
    """It is not of unknown fate then, and what waits for it goes out."""
    clock, wakes, away = SystemClock(), MemoryShared(), ExitStack()

    class Outage(FakeRoute):
        async def send(self, body: bytes, token: str = "") -> Outcome:
            if not self.bodies:
                away.enter_context(refusing(sqlite))
            return await super().send(body, token)

    route = Outage()
    pump_loop = PumpLoop(Pump(sqlite, clock, Routing([route]), ZONE, NO_FILES), wakes, lambda: False)
    desk = Desk(sqlite, clock, registry_that(lambda turn, heard: turn.say(heard.text)), Office())
    with sqlite.write() as connection:
        inbox.admit(connection, [(message(number, number), clock.office()) for number in ("1", "2")])
    desk.drain()
    pump_loop.start()
    with capture_logs() as logs, away:
        wakes.wake(shared.PUSHES)
        await until(lambda: [one["event"] for one in logs].count("a fate could not be written; it is tried again") == 2)
        away.close()
        await until(lambda: route.texts == ["1", "2"])
    await pump_loop.stop()
    assert "the pump could not go on; it tries again" not in {entry["event"] for entry in logs}


def test_a_fate_is_tried_to_be_written_until_another_process_may_take_the_call() -> None:
    """A database that starts anew takes some seconds; and what waits behind that fate waits no second longer."""
    lasting = timedelta(seconds=sum(SETTLE_PAUSES_S))
    assert LEASE / 3 < lasting < LEASE / 2
    assert max(SETTLE_PAUSES_S) <= 1


async def test_a_store_that_refuses_is_not_the_messages_fault(sqlite: Database, now: datetime) -> None:
    """It is not set aside however long the store is away."""
    clock = SystemClock()
    desk = Desk(sqlite, clock, registry_that(lambda turn, heard: turn.say(heard.text)), Office())
    with sqlite.write() as connection:
        inbox.admit(connection, [(message("a"), now)])
    with refusing(sqlite), capture_logs():
        for _ in range(5):
            with pytest.raises(Exception, match="disk"):
                desk.step()
    assert desk.drain() == 1
    with sqlite.read() as connection:
        assert inbox.counts(connection) == {"done": 1}
        assert pushes.counts(connection) == {"wait": 1}


async def test_a_message_that_cannot_be_stored_takes_no_neighbour_with_it(database: Database, now: datetime) -> None:
    """Half a character (a lone surrogate) is no text; the others of the same moment are stored, and the next ones."""
    admission = Admission(database, lambda: None)
    admission.start()
    with capture_logs():
        arrivals = [message("a", "1"), message("\ud83d", "2"), message("b", "3")]
        found = await asyncio.gather(*(admission.admit(one, now) for one in arrivals), return_exceptions=True)
        await admission.admit(message("c", "4"), now)
    admission.stop()
    assert [type(one) for one in found] == [type(None), StoreError, type(None)]
    with database.read() as connection:
        assert inbox.counts(connection) == {"wait": 3}


async def test_what_is_admitted_while_the_desk_is_busy_is_handled_once(database: Database) -> None:
    """Twenty people write at once, some things twice, while the desk works: nothing lost, nothing twice, in order."""
    clock, wakes = SystemClock(), MemoryShared()
    desk = Desk(database, clock, registry_that(lambda turn, heard: turn.say(heard.text)), Office())
    loop = DeskLoop(desk, wakes, lambda: False)
    admission = Admission(database, lambda: wakes.wake(shared.INBOX))
    admission.start()
    loop.start()
    sent = [message(f"{number:03}", str(number), account=f"p{number % 20}") for number in range(200)]
    for first in range(0, 200, 20):
        group = sent[first : first + 20]
        await asyncio.gather(*(admission.admit(one, clock.office()) for one in [*group, *group[::3]]))

    def is_done() -> bool:
        with database.read() as connection:
            return inbox.counts(connection) == {"done": 200}

    await until(is_done)
    loop.stop()
    admission.stop()
    with database.read() as connection:
        rows = connection.execute(select(pushes.pushes.c.account, pushes.pushes.c.text).order_by(pushes.pushes.c.id))
        said = [(row.account, row.text) for row in rows]
    assert len(said) == 200
    for number in range(20):
        own = [text for account, text in said if account == f"p{number}"]
        assert own == sorted(own)
