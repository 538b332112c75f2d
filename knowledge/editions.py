"""The editions of a shelf: what queries see at one moment, and how the next one comes about.

There are two libraries of one edition. What the public may be answered from is bound, counted and searched by itself,
so that nothing it is told can depend on what only the department may read; the department's is the two together.
Documents and passages of an edition belong together: both are read in one transaction, or mapped by what it read.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge import rows, thesaurus_rows
from knowledge.binding import Bindery, name_of
from knowledge.document import DEPARTMENT, PUBLIC
from knowledge.index import Index
from knowledge.library import Library
from knowledge.progress import BOUND, SWEPT, Progress
from knowledge.volume import Bound, Volume

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from bot.store.database import Database
    from knowledge.document import Passage
    from knowledge.rows import Shelved

    #: Says how near the passages of a library, named by edition and scope, are to a question; None where it can't.
    Nearness = Callable[[int, str, str], NDArray[np.float32] | None]

_ABANDONED: Final = timedelta(days=1)
_STOOD_BACK_S: Final = 0.01


@dataclass(frozen=True, slots=True)
class Edition:
    """What is on the shelf at one moment: the documents of the public and the others, each bound in a volume.

    words: the number of the words questions are read by, which the office changes without touching the shelf.
    """

    number: int
    words: int
    shelved: tuple[Sequence[Shelved], Sequence[Shelved]]
    volumes: tuple[Volume, Volume]
    public: Library
    department: Library

    @property
    def libraries(self) -> dict[str, Library]:
        """Both by the scope they are for."""
        return {PUBLIC: self.public, DEPARTMENT: self.department}


class Editions:
    """The editions of the shelf in a store, with their volumes below `folder`."""

    def __init__(self, database: Database, folder: Path, nearness: Nearness | None = None) -> None:
        """nearness: finds by meaning as well, where the house has a model."""
        self._database = database
        self._nearness = nearness
        self._bindery = Bindery(Path(folder))
        self._taken: Edition | None = None
        self._taking = threading.Lock()

    def current(self) -> Edition:
        """Return the current edition, whole; a new one is taken up first."""
        with self._database.read() as connection:
            standing = thesaurus_rows.current(connection)
        taken = self._taken
        if taken is not None and (taken.number, taken.words) == standing:
            return taken
        with self._taking:
            if self._taken is None or (self._taken.number, self._taken.words) != standing:
                self._taken = self._take()
            return self._taken

    def _take(self) -> Edition:
        """Take up the current edition from one consistent moment."""
        with self._database.read() as connection:
            shelved = _by_scope(rows.documents_of(connection))
            older = self._taken.volumes if self._taken else ()
            volumes = [
                self._bindery.volume(documents, older, lambda some: rows.passages_of(connection, some))
                for documents in shelved
            ]
            (number, words), (public, own) = thesaurus_rows.current(connection), volumes
            thesaurus = thesaurus_rows.thesaurus_of(connection)
        return Edition(
            number, words, shelved, (public, own),
            replace(self._library(number, PUBLIC, shelved[:1], [public]), thesaurus=thesaurus),
            replace(self._library(number, DEPARTMENT, shelved, volumes), thesaurus=thesaurus),
        )  # fmt: skip

    def _library(
        self, number: int, name: str, shelved: Sequence[Sequence[Shelved]], volumes: Sequence[Volume]
    ) -> Library:
        passages = Bound(volumes)
        documents = [one.document for some in shelved for one in some]
        index = Index(tuple(one.postings for one in volumes))
        nearness = partial(self._nearness, number, name) if self._nearness else None
        return Library(documents, passages, index, passages.starts(), nearness)

    def turn(
        self, seen: int, batch: str, gone: Iterable[str], now: datetime, tell: Callable[[Progress], object]
    ) -> None:
        """Make what is staged in a batch part of the next edition, without the files that are gone, and turn to it.

        seen: the edition that was current when the batch was begun. Errors: RowMoved when another was turned since.
        """
        before, gone = self.current(), list(gone)
        with self._database.read() as connection:
            shelved = _by_scope(rows.documents_of(connection, batch, gone))
        for documents in shelved:
            self._bindery.volume(
                documents, before.volumes, self._read, lambda done, of: tell(Progress(BOUND, done, of))
            )
        with self._database.write() as connection:
            rows.turn_edition(connection, now, seen)
            rows.put_on_shelf(connection, batch, gone)
        self._bindery.tidy(map(name_of, (*before.shelved, *shelved)), now - _ABANDONED)
        self._sweep(now - _ABANDONED, tell)

    def _read(self, some: Sequence[Shelved]) -> list[list[Passage]]:
        with self._database.read() as connection:
            return rows.passages_of(connection, some)

    def _sweep(self, before: datetime, tell: Callable[[Progress], object]) -> None:
        """Delete the rows that no query can see any more, a few at a time."""
        swept, most = 0, 1
        while most:
            with self._database.write() as connection:
                most = rows.sweep(connection, before)
            swept += most
            tell(Progress(SWEPT, swept, 0))
            if most:  # nothing else is done between, and SQLite hands its one writer's place to whoever asks just then
                time.sleep(_STOOD_BACK_S)


def _by_scope(documents: Sequence[Shelved]) -> tuple[list[Shelved], list[Shelved]]:
    """Return the documents the public may read, and the others."""
    public = [one for one in documents if one.document.scope == PUBLIC]
    return public, [one for one in documents if one.document.scope != PUBLIC]
