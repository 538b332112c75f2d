"""Lanes: nobody waits for somebody else's queue, and what the platform would swallow is told from when it took it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.clock import SteppedClock
from bot.errors import Throttled, TryLater
from bot.platforms.protocol import Limits, Outcome
from bot.pump import Pump
from bot.routing import Routing
from bot.store import lanes, pushes
from bot.store.database import Database
from bot.store.pushes import Push, Recipient, Severity
from tests.fakes import NO_FILES, PLATFORM, FakeRoute, minutes

ZONE = ZoneInfo("Asia/Shanghai")


def pump_of(database: Database, clock: SteppedClock, route: FakeRoute) -> Pump:
    return Pump(database, clock, Routing([route]), ZONE, NO_FILES)


def put(
    database: Database,
    now: datetime,
    account: str,
    *texts: str,
    severity: Severity = Severity.NORMAL,
    answers: int | None = None,
) -> None:
    recipient = Recipient(platform=PLATFORM, account=account)
    with database.write() as connection:
        for text in texts:
            push = Push(0, recipient, text, "staff", "", severity, answers, now, None)
            pushes.put(connection, push, source="test", at=now)


async def test_a_long_queue_to_one_holds_up_nobody_else(database: Database, now: datetime) -> None:
    """Whoever is over his budget, or whose call can't get through, waits alone."""
    route = FakeRoute(limits=Limits(per_minute=2))
    put(database, now, "flooded", *(str(number) for number in range(450)))
    put(database, now, "other", "hello")
    await pump_of(database, SteppedClock(now), route).step()
    assert sorted(route.texts) == ["0", "hello"]


async def test_the_first_push_of_each_recipient_leaves_before_any_second(database: Database, now: datetime) -> None:
    """And every recipient's own order is kept."""
    route = FakeRoute()
    put(database, now, "a", "a1", "a2", "a3")
    put(database, now, "b", "b1", "b2")
    pump = pump_of(database, SteppedClock(now), route)
    await pump.step()
    assert route.texts == ["a1", "b1"]
    await pump.drain()
    assert [text for text in route.texts if text[0] == "a"] == ["a1", "a2", "a3"]


async def test_one_transaction_forms_only_so_many_calls(sqlite: Database, now: datetime) -> None:
    """Callbacks wait for the writer; the rest is formed in the next step, nothing is left."""
    route = FakeRoute()
    for number in range(100):
        put(sqlite, now, f"p{number}", str(number))
    pump = pump_of(sqlite, SteppedClock(now), route)
    await pump.step()
    assert 0 < len(route.texts) < 50
    await pump.drain()
    assert sorted(map(int, route.texts)) == list(range(100))


class Hanging(FakeRoute):
    """A route whose calls to some never come back."""

    async def send(self, body: bytes, token: str = "") -> Outcome:
        outcome = await super().send(body, token)
        if "hang" in self.texts[-1]:
            await asyncio.Event().wait()
        return outcome


@pytest.mark.parametrize("is_held", [False, True])
async def test_an_alarm_and_an_answer_go_ahead_of_a_burst(database: Database, now: datetime, *, is_held: bool) -> None:
    """Of reminders to thousands, each urgent: formed in the very next step, also behind what a throttled route held."""
    clock, route = SteppedClock(now), FakeRoute()
    burst = [
        Push(0, Recipient(platform=PLATFORM, account=f"p{number}"), f"reminder {number}", "reminder", "",
             Severity.URGENT, None, now, None)
        for number in range(5000)
    ]  # fmt: skip
    with database.write() as connection:
        pushes.put_all(connection, burst, source="test", at=now)
    if is_held:
        route.troubles.extend([Throttled("slow down", code=45009, wait_s=20)] * 32)
    pump = pump_of(database, clock, route)
    for _ in range(3):
        await pump.step()
    put(database, now, "asker", "answer", severity=Severity.URGENT, answers=1)
    put(database, now, "leader", "fire", severity=Severity.ALARM)
    clock.set(now + timedelta(seconds=21))
    before = len(route.texts)
    await pump.step()
    assert route.texts[before : before + 2] == ["fire", "answer"]


async def test_calls_that_hang_hold_up_no_alarm(database: Database, now: datetime, monkeypatch: Any) -> None:
    """They are left to themselves, and are ended with the pump."""
    monkeypatch.setattr("bot.under_way.HANGS_S", 0.01)
    route = Hanging()
    for number in range(120):
        put(database, now, f"p{number}", f"hang {number}")
    pump = pump_of(database, SteppedClock(now), route)
    for _ in range(3):
        await pump.step()
    put(database, now, "leader", "fire", severity=Severity.ALARM)
    await pump.step()
    assert "fire" in route.texts
    assert len(route.texts) < 100
    await pump.under_way.stop()


async def test_a_repeat_is_told_apart_from_when_the_platform_took_it(database: Database, now: datetime) -> None:
    """After a call that got through late, the same words half an hour after it was formed would be swallowed."""
    route = FakeRoute(limits=Limits(dedupes=timedelta(minutes=30)))
    clock = SteppedClock(now)
    pump = pump_of(database, clock, route)
    route.troubles.append(TryLater("down"))
    put(database, now, "a", "same")
    with capture_logs():
        await pump.drain()
    clock.move_to(now + minutes(20))
    await pump.drain()
    clock.move_to(now + minutes(40))
    put(database, clock.office(), "a", "same")
    await pump.drain()
    assert route.texts == ["same", "same", "same\n（10:40）"]


async def test_what_no_window_reaches_is_forgotten(database: Database, now: datetime) -> None:
    """The memory stays small however long the history grows."""
    route = FakeRoute()
    put(database, now, "a", "x")
    await pump_of(database, SteppedClock(now), route).drain()
    for later, left in ((minutes(59), 1), (minutes(60), 0)):
        with database.write() as connection:
            lanes.forget(connection, now + later)
            assert connection.scalar(select(func.count()).select_from(lanes.spent)) == left


async def test_many_pumps_send_each_push_once(database: Database, now: datetime) -> None:
    """Four workers on one store: every push exactly once, in its recipient's order."""
    route = FakeRoute()
    for number in range(40):
        put(database, now, f"p{number % 8}", f"{number % 8}:{number:02}")
    clock = SteppedClock(now)
    await asyncio.gather(*(pump_of(database, clock, route).drain() for _ in range(4)))
    await pump_of(database, clock, route).drain()
    assert sorted(route.texts) == sorted(f"{number % 8}:{number:02}" for number in range(40))
    for account in range(8):
        own = [text for text in route.texts if text.startswith(f"{account}:")]
        assert own == sorted(own)


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_put_back_holds_no_call_up(database: Database, now: datetime, back: timedelta) -> None:
    """A call put off, and one whose maker died, before the clock was put back: both leave soon after it."""
    route = FakeRoute(limits=Limits(dedupes=timedelta(days=2)))
    clock = SteppedClock(now)
    pump = pump_of(database, clock, route)
    route.troubles.append(TryLater("down"))
    put(database, now - back, "a", "put off")
    with capture_logs():
        await pump.drain()
    put(database, now - back, "b", "died")
    pump._form_and_claim()
    clock.set(now - back)
    with capture_logs():
        await pump.drain()
        clock.move_to(clock.machine() + minutes(1))
        await pump.drain()
    assert [text.rpartition("〕")[2] for text in route.texts] == ["put off", "put off", "died"]
