"""How long the house stood still: a file that says when it was last alive, looked at when it starts again.

What happened meanwhile nobody could report to it. A timer due at once carries it to the slice that asks.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.store import timers

STOOD_STILL = "house.stood_still"  # data: since, until, in office time
WORTH_ASKING = timedelta(minutes=30)
EVERY = timedelta(minutes=1)
FILE = "alive"


class Pulse:
    """The sign of life of one house, kept in its folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._last: datetime | None = None

    def begin(self, connection: Connection, now: datetime) -> None:
        """Note a standstill that is over now, if it was long enough to ask about; a new folder is made."""
        last = self._read()
        if last is not None and now - last >= WORTH_ASKING:
            data = {"since": last.isoformat(), "until": now.isoformat()}
            timers.set_timer(connection, STOOD_STILL, "", now, data=data)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self.beat(now)

    def beat(self, now: datetime) -> None:
        """Note that the house is alive; once a minute is enough."""
        if self._last is None or now - self._last >= EVERY:
            self._last = now
            self._file.write_text(now.isoformat(), encoding="ascii")

    def _read(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None  # never alive before, or a file somebody has touched
