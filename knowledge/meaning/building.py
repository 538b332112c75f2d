"""Makes the vectors of what is on the shelf, a few at a time, beside everything else.

Each step is short: one batch is given to the model outside any transaction, and stored in one short one. What is stored
is never made again: a restart goes on, a changed document costs its changed passages, other processes wait and read.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.errors import MeaningDown
from knowledge.meaning import rows
from knowledge.meaning.embedder import Embedder, checked
from knowledge.meaning.outage import Outage
from knowledge.meaning.pieces import pieces
from knowledge.meaning.vectors import Pool, key_of, pack

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.store.database import Database
    from knowledge.library import Library

Place = tuple["Library", int]  # a library, and the place in it of a passage that holds the text

_READ: Final = 2000  # vectors read at once
_SWEPT: Final = 500
FORGOTTEN: Final = timedelta(days=7)
_IN_A_ROW: Final = 3


class Builder:
    """Keeps a pool filled with the vectors of given texts."""

    def __init__(self, database: Database, embedder: Embedder, outage: Outage) -> None:
        self.pool = Pool()
        self._database = database
        self._embedder = embedder
        self._outage = outage
        self._holder = secrets.token_hex(8)
        self._last = 0
        self._wanted: Mapping[str, Place] = {}
        self._missing: deque[str] = deque()
        self._refused: set[str] = set()
        self._refused_in_a_row = 0
        self._alone = 0  # texts to give one at a time: together they were refused
        self._trouble = ""
        self._holds = False

    @property
    def missing(self) -> int:
        """How many texts have no vector yet."""
        return len(self._missing)

    def want(self, places: Mapping[str, Place]) -> None:
        """Say which texts there are now, by their keys, and where each stands."""
        self._wanted = places
        self._look()

    def read(self) -> int:
        """Take what was stored, by this process or another, into the pool; return how many."""
        taken, found = 0, [(0, "", b"")]
        while found:
            with self._database.read() as connection:
                found = rows.vectors_after(connection, self._embedder.identity, self._last, _READ)
            for row, key, packed in found:
                taken += self.pool.add(key, packed)
                self._last = row
        if taken:
            self._look()
        return taken

    def make(self, now: datetime) -> bool:
        """Make and store the vectors of one batch; tell whether there may be more to do at once. now: machine time."""
        if not self._missing or self._outage.is_resting:
            return False
        with self._database.write() as connection:
            if not self._takes(connection, now):
                return False
        batch = 1 if self._alone else self._embedder.batch
        self._alone = max(0, self._alone - 1)
        keys = [self._missing.popleft() for _ in range(min(batch, len(self._missing)))]
        try:
            made = checked(self._embedder.passages(self._texts(keys)), len(keys), self.pool.dimensions)
        except MeaningDown as trouble:
            self._failed(keys, trouble, now)
            return not self._outage.is_resting
        stored = {key: pack(vector) for key, vector in zip(keys, made, strict=True)}
        with self._database.write() as connection:
            rows.keep(connection, self._embedder.identity, stored, now)
        self._refused_in_a_row = 0
        self._outage.worked()
        self._note("", now)
        self.read()
        return True

    def sweep(self, now: datetime) -> bool:
        """Delete some vectors of other models and of texts long gone; tell whether there may be more."""
        with self._database.write() as connection:
            if not self._takes(connection, now):
                return False
            swept = rows.sweep_other_models(connection, self._embedder.identity, now, _SWEPT)
            gone = self.pool.keys_but(self._wanted, _SWEPT)
            rows.forget(connection, self._embedder.identity, gone, now - FORGOTTEN)
        return swept == _SWEPT

    def let_go(self) -> None:
        """Leave the making to whoever comes next."""
        if not self._holds:
            return
        with self._database.write() as connection:
            rows.let_go(connection, self._embedder.identity, self._holder)

    def _look(self) -> None:
        self._missing = deque(key for key in self._wanted if key not in self.pool and key not in self._refused)

    def _takes(self, connection: Connection, now: datetime) -> bool:
        self._holds = rows.take(connection, self._embedder.identity, self._holder, now)
        return self._holds

    def _texts(self, keys: list[str]) -> list[str]:
        return [_piece(key, *self._wanted[key]) for key in keys]

    def _failed(self, keys: list[str], trouble: MeaningDown, now: datetime) -> None:
        """Put a batch back; texts the model will not take are found by giving them alone, and left out."""
        if trouble.is_of_text and len(keys) == 1 and self._refused_in_a_row < _IN_A_ROW:
            self._refused.add(keys[0])
            self._refused_in_a_row += 1
            return
        if trouble.is_of_text and len(keys) > 1:
            self._missing.extendleft(reversed(keys))
            self._alone = len(keys)
            return
        self._missing.extend(keys)
        self._outage.failed(str(trouble), trouble.rest_s)
        self._note(str(trouble), now)

    def _note(self, why: str, now: datetime) -> None:
        if why != self._trouble:
            self._trouble = why
            with self._database.write() as connection:
                rows.note_trouble(connection, self._embedder.identity, why, now)


def _piece(key: str, library: Library, place: int) -> str:
    """Return the piece of a passage that has a key."""
    return next(piece for piece in pieces(library.passages[place].text) if key_of(piece) == key)
