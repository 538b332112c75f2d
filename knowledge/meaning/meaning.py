"""Finding by meaning over the current edition: asked by queries from any thread, kept up by one thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from knowledge.meaning.asking import Asking
from knowledge.meaning.building import Builder, Place
from knowledge.meaning.embedder import Embedder, Floats
from knowledge.meaning.outage import Outage
from knowledge.meaning.pieces import pieces_of
from knowledge.meaning.vectors import Keys, Vectors, key_of

if TYPE_CHECKING:
    from bot.store.database import Database
    from knowledge.library import Library

AT_ONCE_S: Final = 0.0
IDLE_S: Final = 2.0
PUBLISHED_S: Final = 10.0  # vectors that are made are used after so long at most


@dataclass(frozen=True, slots=True)
class _Followed:
    """One edition: the keys of the pieces of each of its libraries' passages, by the library's name."""

    number: int
    keys: Mapping[str, Keys]


class Meaning:
    """One model over one store. ticks: seconds that only ever grow."""

    def __init__(self, database: Database, embedder: Embedder, ticks: Callable[[], float]) -> None:
        self._database = database
        self._embedder = embedder
        self._ticks = ticks
        self._outage = Outage(embedder.identity, ticks)
        self._asking = Asking(embedder, self._outage)
        self._builder = Builder(database, embedder, self._outage)
        self._followed = _Followed(-1, {})
        self._published: tuple[int, Mapping[str, Vectors]] = (-1, {})
        self._published_as = (-1, 0)
        self._published_at = 0.0
        self._keeping = threading.Lock()

    def nearness(self, edition: int, library: str, question: str, *, within_s: float | None = None) -> Floats | None:
        """Return how near each passage of a library of an edition is to a question; NaN where it has no vector yet.

        None where there are no vectors of that edition, or the question got none in time. within_s: instead of the
        model's own bound.
        """
        number, vectors = self._published
        if number != edition or not (found := vectors.get(library)) or not len(found.places):
            return None
        asked = self._asking.vector(question, within_s)
        return None if asked is None else found.nearness(asked)

    def follow(self, edition: int, libraries: Mapping[str, Library]) -> None:
        """Take the vectors there are for an edition; those it lacks are made by `step`."""
        with self._keeping:
            if edition != self._followed.number:
                places: dict[str, Place] = {}
                keys = {name: self._keys(library, places) for name, library in libraries.items()}
                self._followed = _Followed(edition, keys)
                self._builder.want(places)
            self._builder.read()
            self._publish()

    def step(self, now: datetime) -> float:
        """Do a little of what there is to do; return after how many seconds to come again. now: machine time."""
        with self._keeping:
            if self._builder.make(now):
                if self._ticks() - self._published_at > PUBLISHED_S:
                    self._publish()
                return AT_ONCE_S
            self._builder.read()
            self._publish()
            if not self._builder.missing and self._builder.sweep(now):
                return AT_ONCE_S
            return IDLE_S

    def close(self) -> None:
        """End after the question under way; a batch under way at an endpoint is given up."""
        self._asking.close()
        self._embedder.close()
        with self._keeping:
            self._builder.let_go()

    def _keys(self, library: Library, places: dict[str, Place]) -> Keys:
        keys: list[tuple[str, ...]] = []
        for place, pieces in enumerate(pieces_of(library, self._embedder)):
            keys.append(tuple(map(key_of, pieces)))
            places.update((key, (library, place)) for key in keys[-1])
        return keys

    def _publish(self) -> None:
        stands = self._followed.number, len(self._builder.pool)
        if stands == self._published_as:
            return
        vectors = {name: self._builder.pool.vectors_of(keys) for name, keys in self._followed.keys.items()}
        self._published, self._published_as = (self._followed.number, vectors), stands
        self._published_at = self._ticks()
