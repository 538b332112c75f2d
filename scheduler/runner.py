"""The runner: APScheduler as a metronome. It remembers nothing; what is due stands in rows."""

from __future__ import annotations

from collections.abc import Callable

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

TICK_S = 1
HOUSEKEEPING_S = 600


class Runner:
    """Calls `tick` every second and `housekeeping` every ten minutes, from a thread of its own."""

    def __init__(self, tick: Callable[[], None], housekeeping: Callable[[], None]) -> None:
        self._scheduler = BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        self._scheduler.add_job(tick, "interval", seconds=TICK_S)
        self._scheduler.add_job(housekeeping, "interval", seconds=HOUSEKEEPING_S)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking, after the tick under way."""
        self._scheduler.shutdown(wait=True)
