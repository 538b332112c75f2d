"""The wire: a reply that leaves as the answer to the callback itself, within three seconds, or not at all.

The door waits for the desk's commit and takes the reserved replies by a conditional update; when it comes too late it
answers neutrally and the pump sends them.
"""

from __future__ import annotations

import asyncio

from bot.clock import Clock
from bot.store import inbox, pushes, shared
from bot.store.database import Database
from bot.store.shared import Shared
from bot.turn import WIRE_WAIT


class Wire:
    """Waits for replies on behalf of a door."""

    def __init__(self, database: Database, clock: Clock, wakes: Shared) -> None:
        self._database = database
        self._clock = clock
        self._waiters: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        wakes.listen(self._heard)

    async def reply(self, door: str, message_id: str, within_s: float = WIRE_WAIT.total_seconds()) -> list[str] | None:
        """Return the replies to a stored message, taken for good; None when the desk was not done in time."""
        here = (asyncio.get_running_loop(), asyncio.Event())
        self._waiters.add(here)
        try:
            async with asyncio.timeout(within_s):
                while (texts := await asyncio.to_thread(self._take, door, message_id)) is None:
                    await here[1].wait()
                    here[1].clear()
                return texts
        except TimeoutError:
            return None
        finally:
            self._waiters.discard(here)

    def _take(self, door: str, message_id: str) -> list[str] | None:
        with self._database.read() as connection:
            row = inbox.handled(connection, door, message_id)
        if row is None:
            return None
        with self._database.write() as connection:
            return pushes.take_on_the_wire(connection, row, self._clock.office())

    def _heard(self, topic: str) -> None:
        if topic == shared.TURNS:
            for loop, event in list(self._waiters):
                loop.call_soon_threadsafe(event.set)
