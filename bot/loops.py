"""The loops of a serving process: the desk in a thread, the pump as a task, the metronome that wakes both.

Woken by an event, then a short linger so that what arrives together is worked off together; the metronome's second is
the safety net for a lost wake-up. A store that does not answer is a line in the log and another try a second later: a
loop ends when it is told to, never by an error. While callbacks are being answered the loops stand back: an
acknowledgement has seconds, a turn has time, and in one process both share one interpreter.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable

import structlog

from bot.desk import Desk
from bot.pump import Pump
from bot.store import shared
from bot.store.shared import Shared

LINGER_S = 0.015
RESTS = 16  # while callbacks are being answered a loop rests so many times as long as it worked
LONGEST_REST_S = 1.0
GLANCE_S = 0.01  # how often a resting loop looks whether callbacks are still being answered

log = structlog.get_logger()


def rest_s(worked_s: float) -> float:
    """Return how long, at most, a loop stands back after it worked for a while, in seconds."""
    return min(LONGEST_REST_S, worked_s * RESTS)


class DeskLoop:
    """Runs the desk in a thread. `busy` says whether callbacks are being answered."""

    def __init__(self, desk: Desk, wakes: Shared, busy: Callable[[], bool]) -> None:
        self._desk = desk
        self._wakes = wakes
        self._busy = busy
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)
        wakes.listen(self._heard)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End after the turn at hand."""
        self._stopping = True
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            began = time.perf_counter()
            if self._step():
                self._wakes.wake(shared.TURNS)
                self._wakes.wake(shared.PUSHES)
                self._stand_back(rest_s(time.perf_counter() - began))
            else:
                self._woken.wait()
                self._woken.clear()

    def _stand_back(self, most_s: float) -> None:
        until = time.perf_counter() + most_s
        while self._busy() and not self._stopping and time.perf_counter() < until:
            time.sleep(GLANCE_S)

    def _step(self) -> bool:
        try:
            return self._desk.step()
        except Exception as trouble:
            log.exception("the desk could not go on; it tries again", kind=type(trouble).__name__)
            return False

    def _heard(self, topic: str) -> None:
        if topic == shared.INBOX:
            self._woken.set()


class PumpLoop:
    """Runs the pump as a task of the event loop that starts it. `busy` says whether callbacks are being answered."""

    def __init__(self, pump: Pump, wakes: Shared, busy: Callable[[], bool]) -> None:
        self._pump = pump
        self._busy = busy
        self._woken = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        wakes.listen(self._heard)
        pump.under_way.ends = self._woken.set

    def start(self) -> None:
        """Begin to send; called inside the event loop."""
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._run())

    async def stop(self) -> None:
        """End; a call under way keeps its lease and is settled as of unknown fate at the next start."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._pump.under_way.stop()

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            await asyncio.sleep(LINGER_S)
            try:
                await self._drain()
            except Exception as trouble:
                log.exception("the pump could not go on; it tries again", kind=type(trouble).__name__)

    async def _drain(self) -> None:
        moved = 1
        while moved:
            began = time.perf_counter()
            moved = await self._pump.step()
            until = time.perf_counter() + rest_s(time.perf_counter() - began)
            while self._busy() and time.perf_counter() < until:  # noqa: ASYNC110 — a glance, no event tells when callbacks end
                await asyncio.sleep(GLANCE_S)

    def _heard(self, topic: str) -> None:
        if topic == shared.PUSHES and self._loop is not None:
            self._loop.call_soon_threadsafe(self._woken.set)
