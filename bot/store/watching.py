"""Whether anything was written to a SQLite database, by whatever process: a connection of its own that only watches.

SQLite tells each connection apart whether others have committed; the one that never writes hears of everybody.
"""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Engine


class Watch:
    """Watches a SQLite database; its connection is opened when it is first asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: Any = None

    def version(self) -> int:
        """Return a number that is another one after every commit; it says nothing else."""
        with self._lock:
            if self._connection is None:
                pooled = self._engine.raw_connection()
                self._connection = pooled.driver_connection
                pooled.detach()  # one of the pool would be handed to others, who write
            # All of it is read: a statement left half read would go on seeing the moment it began.
            return int(self._connection.execute("PRAGMA data_version").fetchall()[0][0])

    def close(self) -> None:
        """Close it; it is opened anew when it is asked again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
