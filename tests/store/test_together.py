"""What is written in one transaction to save commits: light timers that are due, calls answered meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.clock import SteppedClock
from bot.platforms.protocol import Outcome
from bot.registry import Due
from bot.settling import Done, Settling
from bot.store import timers
from bot.store.calls import Call
from bot.store.database import Database
from bot.store.journal import journal
from bot.store.timers import Timer
from bot.turn import Turn
from scheduler.ticker import AT_ONCE, fire
from tests.hard_times import Mortal

FAILING = "reminder:2"


def told(database: Database) -> list[str]:
    """Return whose timers have run, in order."""
    with database.read() as connection:
        return list(
            connection.scalars(select(journal.c.subject).where(journal.c.kind == "told").order_by(journal.c.id))
        )


def arm(database: Database, count: int, now: datetime) -> None:
    """Set light timers that are due, and one that is not light behind them."""
    with database.write() as connection:
        for number in range(count):
            timers.set_timer(connection, "light", f"reminder:{number}", now - timedelta(seconds=count - number))
        timers.set_timer(connection, "heavy", "incident:1", now)


def say(turn: Turn, timer: Timer) -> None:
    """Note that it ran."""
    turn.record("told", timer.subject)


def say_or_fail(turn: Turn, timer: Timer) -> None:
    """Note it, and fail at one of them."""
    say(turn, timer)
    if timer.subject == FAILING:
        raise ValueError(timer.subject)


def test_light_timers_share_a_transaction_and_no_other_joins_them(database: Database, now: datetime) -> None:
    """So many at once; what is not light has one of its own."""
    rows = Mortal(database.engine)
    arm(rows, AT_ONCE + 2, now)
    dues, clock, before = {"light": Due(say, is_light=True), "heavy": Due(say)}, SteppedClock(now), rows.writes
    ran = []
    while fire(rows, clock, dues):
        ran.append(len(told(rows)))
    assert ran == [AT_ONCE, AT_ONCE + 2, AT_ONCE + 3]
    assert rows.writes - before == len(ran)


def test_one_that_fails_takes_no_other_with_it(database: Database, now: datetime) -> None:
    """The others run once each; it is tried three times and set aside."""
    arm(database, 5, now)
    dues = {"light": Due(say_or_fail, is_light=True), "heavy": Due(say)}
    while fire(database, SteppedClock(now), dues):
        pass
    assert sorted(told(database)) == ["incident:1", *(f"reminder:{number}" for number in (0, 1, 3, 4))]
    with database.read() as connection:
        aside = select(timers.timers.c.subject, timers.timers.c.attempts).where(timers.timers.c.state == timers.ASIDE)
        assert connection.execute(aside).all() == [(FAILING, 3)]


async def test_calls_answered_while_others_are_written_are_written_together(now: datetime) -> None:
    """The first at once, and whoever waits by then in one; each comes back when it stands."""
    begun, goes_on, written = threading.Event(), threading.Event(), list[list[int]]()

    def write(some: Sequence[Done]) -> None:
        begun.set()
        assert goes_on.wait(10)
        written.append([one.call.id for one in some])

    settling = Settling(write)
    calls = [Call(number, "route", b"", 1, last=True, created_at=now) for number in range(5)]
    first = asyncio.create_task(settling.done(calls[0], Outcome()))
    assert await asyncio.to_thread(begun.wait, 10)
    others = [asyncio.create_task(settling.done(call, Outcome())) for call in calls[1:]]
    asyncio.get_running_loop().call_soon(goes_on.set)  # after they have begun
    await asyncio.gather(first, *others)
    assert written == [[0], [1, 2, 3, 4]]
