"""Finding by meaning at work in a house: which model the settings name, and the thread that makes its vectors.

The thread stands back from everything: the lowest priority where the system has one, short steps, none while callbacks
are being answered. It ends when told to, never by an error.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Mapping

import structlog

from bot.clock import Clock
from bot.loops import GLANCE_S, LONGEST_REST_S
from bot.models import Meaning as Settings
from bot.models import key_of
from bot.store.database import Database
from knowledge.library import Library
from knowledge.meaning.embedder import Embedder
from knowledge.meaning.endpoint import Endpoint, EndpointEmbedder
from knowledge.meaning.local import LocalEmbedder
from knowledge.meaning.meaning import Meaning

LOWEST_PRIORITY = 19
AFTER_TROUBLE_S = 10.0
PATIENCE_S = 2.0

log = structlog.get_logger()
Libraries = Callable[[], tuple[int, Mapping[str, Library]]]


def embedder_of(settings: Settings) -> Embedder | None:
    """Return the model the settings name; None where they name none. Raises SettingsError as `key_of` does."""
    if settings.by == "local":
        return LocalEmbedder()
    if settings.by == "endpoint":
        endpoint = Endpoint(
            settings.url,
            settings.model,
            key_of(settings),
            settings.dimensions,
            settings.question_prefix,
            settings.passage_prefix,
        )
        return EndpointEmbedder(endpoint, settings.patience_ms / 1000)
    return None


def meaning_of(settings: Settings, database: Database) -> Meaning | None:
    """Return finding by meaning as the settings want it; None where they don't. Raises SettingsError as `key_of`."""
    embedder = embedder_of(settings)
    return Meaning(database, embedder, time.monotonic) if embedder else None


class MeaningLoop:
    """Makes vectors in a thread of its own.

    libraries: gives the current edition's number and its libraries by name. busy: says whether callbacks are answered.
    """

    def __init__(self, meaning: Meaning, libraries: Libraries, clock: Clock, busy: Callable[[], bool]) -> None:
        self._meaning = meaning
        self._libraries = libraries
        self._clock = clock
        self._busy = busy
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meaning", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End after the batch at hand, or while an endpoint is waited for."""
        self._stopping.set()
        self._thread.join(PATIENCE_S)
        self._meaning.close()

    def _run(self) -> None:
        if sys.platform == "linux":  # elsewhere a priority is the whole process's
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST_PRIORITY)
        while not self._stopping.is_set():
            rest = self._step()
            self._stand_back()
            self._stopping.wait(rest)

    def _stand_back(self) -> None:
        until = time.perf_counter() + LONGEST_REST_S
        while self._busy() and not self._stopping.is_set() and time.perf_counter() < until:
            time.sleep(GLANCE_S)

    def _step(self) -> float:
        try:
            self._meaning.follow(*self._libraries())
            return self._meaning.step(self._clock.machine())
        except Exception as trouble:
            log.exception("vectors could not be made; it tries again", kind=type(trouble).__name__)
            return AFTER_TROUBLE_S
