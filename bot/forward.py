"""Moving office time forward: from due moment to due moment, with the queues drained at each, never in one leap."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.desk import Desk
from bot.pump import Pump
from bot.store import leaving, timers
from bot.store.database import Database


class MovableClock(Clock, Protocol):
    """A clock whose office time may be moved."""

    def move_to(self, moment: datetime) -> None:
        """Move office time forward to a moment."""


async def forward(database: Database, clock: MovableClock, desk: Desk, pump: Pump, to: datetime) -> None:
    """Let office time pass until `to`, stopping at everything that falls due on the way."""
    await settle_down(desk, pump)
    while (moment := next_moment(database, clock.office())) is not None and moment <= to:
        clock.move_to(moment)
        await settle_down(desk, pump)
    clock.move_to(to)
    await settle_down(desk, pump)


async def settle_down(desk: Desk, pump: Pump) -> None:
    """Work off everything that can be worked off now."""
    desk.drain()
    await pump.drain()
    while desk.drain():
        await pump.drain()


def next_moment(database: Database, now: datetime) -> datetime | None:
    """Return the next office time after `now` at which something falls due."""
    with database.read() as connection:
        moments = (timers.next_due_after(connection, now), leaving.next_moment_after(connection, now))
    return min((one for one in moments if one is not None), default=None)
