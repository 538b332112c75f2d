"""The installed documents: import them, and answer from them.

A query sees one edition whole: documents are prepared beside the shelf in small transactions, the index is built into
a file of its own, and one short transaction turns the edition. Unchanged files (by hash) are left as they are.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.errors import Classified, DocumentError, Unreadable
from knowledge import rows
from knowledge.answer import Answer, answer
from knowledge.document import DEPARTMENT, PUBLIC, Document
from knowledge.in_force import Standings, titles_on
from knowledge.index import Index, build, load, save
from knowledge.library import Library, files_below, indexed_text
from knowledge.life_reading import read_lives
from knowledge.mending import mend
from knowledge.outline import passages_of, read_documents
from knowledge.read import LARGEST_FILE, TOO_LARGE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from bot.store.database import Database

#: Moves when reading or splitting changes what a file gives, so that the next import reads every file again.
READING: Final = "1"
_CHUNK: Final = 200  # passages a transaction
_ABANDONED: Final = timedelta(days=1)


@dataclass(slots=True)
class Imported:
    """What an import did, by file names; `errors` say what could not be read and what to do."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    errors: list[DocumentError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stage:
    batch: str
    now: datetime
    public: bool | None


@dataclass(frozen=True, slots=True)
class _Snapshot:
    number: int
    library: Library
    public: NDArray[np.bool_]


class Shelf:
    """The documents in a store, with the index of the current edition below `folder`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = Path(folder)
        self._snapshot: _Snapshot | None = None
        self._standings = Standings(database)
        self._loading = threading.Lock()

    def ask(self, question: str, *, public_only: bool = False, day: date | None = None) -> Answer:
        """Answer a question from the current edition; `public_only` sees documents marked 公开 only.

        day: the office's, which decides what is in force; None: whatever is on the shelf holds.
        """
        snapshot = self._current()
        allowed = snapshot.public if public_only else None
        if day is None:
            return answer(snapshot.library, question, allowed)
        return self._standings.over(snapshot.library, allowed, public_only=public_only).answer(question, day)

    def titles(self, *, public_only: bool = False, day: date | None = None) -> list[str]:
        """Return the titles on the shelf, sorted.

        day: on which withdrawn documents are left out, and others that do not hold say so after their title.
        """
        with self._database.read() as connection:
            if day is None:
                return rows.titles(connection, public_only=public_only)
            return titles_on(connection, day, public_only=public_only)

    def keep_unanswered(self, connection: Connection, question: str, now: datetime) -> None:
        """Keep a question the documents did not answer, inside the caller's transaction, without who asked."""
        rows.keep_unanswered(connection, question, now)

    def unanswered_since(self, since: datetime) -> list[tuple[str, int]]:
        """Return the questions left unanswered since a moment with how often, most often first."""
        with self._database.read() as connection:
            return rows.unanswered_since(connection, since)

    def import_directory(
        self,
        directory: Path,
        now: datetime,
        *,
        public: bool | None = None,
        tell: Callable[[str], object] = str,
    ) -> Imported:
        """Import every file below a directory (or one file).

        public: whether the documents are 公开; None leaves it to the mark they carry. tell: called with each file name.
        Errors: RowMoved when another import finished meanwhile; run it again.
        """
        done, stage, withdrawn = Imported(), _Stage(secrets.token_hex(8), now, public), list[str]()
        with self._database.read() as connection:
            seen, standing = rows.current_edition(connection), rows.shelved_files(connection)
        for path in files_below(Path(directory)):
            name = path.relative_to(directory).as_posix() if path != Path(directory) else path.name
            tell(name)
            try:
                getattr(done, self._import_file(path, name, standing, stage)).append(name)
            except DocumentError as error:
                done.errors.append(error)
                if isinstance(error, Classified) and name in standing:
                    withdrawn.append(name)
        if done.added or done.changed or withdrawn:
            self._turn(seen, stage.batch, withdrawn, now)
        read_lives(self._database, now)
        return done

    def withdraw(self, file: str, now: datetime) -> bool:
        """Take the documents of a file off the shelf; tell whether there were any."""
        with self._database.read() as connection:
            seen, standing = rows.current_edition(connection), rows.shelved_files(connection)
        if file in standing:
            self._turn(seen, secrets.token_hex(8), [file], now)
        return file in standing

    def _import_file(self, path: Path, name: str, standing: dict[str, str], stage: _Stage) -> str:
        """Stage the documents of one file; return whether it is added, changed or unchanged."""
        content = _content(path, name)
        digest = hashlib.sha256(f"{READING}{stage.public}\n".encode() + content).hexdigest()
        if standing.get(name) == digest:
            return "unchanged"
        for document in read_documents(mend(text_of(content, name)), name):
            self._stage(document, digest, stage)
        return "changed" if name in standing else "added"

    def _stage(self, document: Document, digest: str, stage: _Stage) -> None:
        """Write a document in small transactions, invisible to queries."""
        if stage.public is not None:
            document = replace(document, scope=PUBLIC if stage.public else DEPARTMENT)
        parts = passages_of(document, 0)
        with self._database.write() as connection:
            row = rows.stage_document(connection, document, digest, stage.batch, stage.now)
        for first in range(0, len(parts), _CHUNK):
            with self._database.write() as connection:
                rows.stage_passages(connection, row, parts[first : first + _CHUNK], first)

    def _turn(self, seen: rows.Edition, batch: str, gone: Iterable[str], now: datetime) -> None:
        """Build the index of the next edition and make it the current one."""
        with self._database.read() as connection:
            shelf, passages = rows.documents_of(connection, batch, gone)
        index_file = f"index-{seen.number + 1}-{batch}.bin"
        self._folder.mkdir(parents=True, exist_ok=True)
        save(build(indexed_text(shelf[p.document], p) for p in passages), self._folder / index_file)
        with self._database.write() as connection:
            rows.turn_edition(connection, seen, index_file, now)
            rows.put_on_shelf(connection, batch, gone)
        self._tidy(keep={seen.index_file, index_file}, before=now - _ABANDONED)

    def _tidy(self, keep: set[str], before: datetime) -> None:
        """Delete what no query can see any more; the edition before stays for who is just opening it."""
        for file in self._folder.glob("index-*.bin"):
            if file.name not in keep:
                with contextlib.suppress(OSError):
                    file.unlink()
        swept = 1
        while swept:
            with self._database.write() as connection:
                swept = rows.sweep(connection, before)

    def _current(self) -> _Snapshot:
        with self._database.read() as connection:
            number = rows.current_edition(connection).number
        snapshot = self._snapshot
        if snapshot is not None and snapshot.number == number:
            return snapshot
        with self._loading:
            if self._snapshot is None or self._snapshot.number != number:
                self._snapshot = self._load()
            return self._snapshot

    def _load(self) -> _Snapshot:
        """Load the current edition from one consistent moment."""
        with self._database.read() as connection:
            edition = rows.current_edition(connection)
            shelf, passages = rows.documents_of(connection)
        index = self._index(edition.index_file, len(passages))
        if index is None:
            index = build(indexed_text(shelf[p.document], p) for p in passages)
        public = np.array([shelf[p.document].scope == PUBLIC for p in passages], dtype=np.bool_)
        return _Snapshot(edition.number, Library(shelf, passages, index), public)

    def _index(self, name: str, size: int) -> Index | None:
        """Map the edition's index; None when its file is lost or of another program: the rows are the truth."""
        try:
            index = load(self._folder / name)
        except (OSError, ValueError):
            return None
        return index if index.size == size else None


def _content(path: Path, name: str) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(name, *TOO_LARGE)
    return path.read_bytes()
