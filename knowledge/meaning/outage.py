"""Whether the model may be asked: after a failure only after a while, longer each time. An outage is one log line."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

import structlog

FIRST_REST_S: Final = 2.0
LONGEST_REST_S: Final = 600.0

log = structlog.get_logger()


class Outage:
    """The failures of one model, shared by all who ask it. ticks: seconds that only ever grow."""

    def __init__(self, identity: str, ticks: Callable[[], float]) -> None:
        self._identity = identity
        self._ticks = ticks
        self._lock = threading.Lock()
        self._rest = 0.0
        self._until = 0.0

    @property
    def is_resting(self) -> bool:
        """Whether the model is to be left alone for now."""
        return self._ticks() < self._until

    @property
    def rest_s(self) -> float:
        """How long it is still left alone, in seconds."""
        return max(0.0, self._until - self._ticks())

    def failed(self, why: str, at_least_s: float = 0.0) -> None:
        """Note a failure. why: no text and no key. at_least_s: how long the other side asked to be left alone."""
        with self._lock:
            begins = not self._rest
            self._rest = min(LONGEST_REST_S, max(FIRST_REST_S, 2 * self._rest))
            self._until = self._ticks() + min(LONGEST_REST_S, max(self._rest, at_least_s))
        if begins:
            log.warning("finding by meaning is out; search goes on without", model=self._identity, why=why)

    def worked(self) -> None:
        """Note that the model answered."""
        with self._lock:
            ends, self._rest, self._until = bool(self._rest), 0.0, 0.0
        if ends:
            log.warning("finding by meaning works again", model=self._identity)
