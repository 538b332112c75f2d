"""The installed documents: import them, and answer from them.

A query sees one edition whole: documents are prepared beside the shelf in small transactions, the next edition is bound
beside the current one, and one short transaction turns to it. Unchanged files (by hash) are left as they are.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import Classified, DocumentError, Unreadable
from knowledge import reviewed_rows, rows
from knowledge.admitting import MARKED, Admitting, is_withheld, scope_of
from knowledge.answer import Answer, answer
from knowledge.differences import Difference, compared
from knowledge.document import PUBLIC, Document
from knowledge.editions import Editions
from knowledge.in_force import Standings, titles_on
from knowledge.library import Library, files_below
from knowledge.life_reading import read_lives
from knowledge.opened import documents_in
from knowledge.progress import READ, Progress, silently
from knowledge.read import LARGEST_FILE, TOO_LARGE
from knowledge.reviewed import Pair, pair_for
from knowledge.staging import Staging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.store.database import Database
    from knowledge.editions import Nearness

#: Moves when reading or splitting changes what a file gives, so that the next import reads every file again.
READING: Final = "1"


@dataclass(slots=True)
class Imported:
    """What an import did, by file names; `errors` say what could not be read and what to do.

    public: titles that were added or changed and are 公开. withheld: titles marked 公开 that stay 本部门 as they stood.
    missing: files on the shelf that are not in the folder any more; they stay. revised: by file and title.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    errors: list[DocumentError] = field(default_factory=list)
    public: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    revised: dict[tuple[str, str], list[Difference]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stage:
    staging: Staging
    said: Admitting
    stood: Mapping[tuple[str, str], str]
    done: Imported


class Shelf:
    """The documents in a store, with the volumes of the current edition below `folder`."""

    def __init__(self, database: Database, folder: Path, nearness: Nearness | None = None) -> None:
        """nearness: finds by meaning as well, where the house has a model."""
        self._database = database
        self._editions = Editions(database, folder, nearness)
        self._standings = Standings(database)

    def ask(self, question: str, *, public_only: bool = False, day: date | None = None) -> Answer:
        """Answer a question from the current edition; `public_only` from documents marked 公开 alone.

        day: the office's, which decides what is in force; None: whatever is on the shelf holds.
        """
        library = self.library(public_only=public_only)
        if day is None:
            return answer(library, question)
        return self._standings.over(library, public_only=public_only).answer(question, day)

    def library(self, *, public_only: bool = False) -> Library:
        """Return what the department, or the public, may be answered from in the current edition."""
        edition = self._editions.current()
        return edition.public if public_only else edition.department

    def standing(self, *, public_only: bool = False) -> Library:
        """Return the same library, each document with how long it holds."""
        return self._standings.over(self.library(public_only=public_only), public_only=public_only).library

    def libraries(self) -> tuple[int, Mapping[str, Library]]:
        """Return the number of the current edition and its libraries by the scope they are for."""
        edition = self._editions.current()
        return edition.number, edition.libraries

    def reading(self) -> AbstractContextManager[Connection]:
        """Open the store the shelf stands in, to read."""
        return self._database.read()

    def reviewed(self, question: str, now: datetime, *, public_only: bool = False) -> Pair | None:
        """Return the reviewed pair that answers a question, None where none asks the same."""
        with self._database.read() as connection:
            return pair_for(question, reviewed_rows.searched(connection, now, public_only=public_only))

    def titles(self, *, public_only: bool = False, day: date | None = None) -> list[str]:
        """Return the titles on the shelf, sorted.

        day: on which withdrawn documents are left out, and others that do not hold say so after their title.
        """
        with self._database.read() as connection:
            if day is None:
                return rows.titles(connection, public_only=public_only)
            return titles_on(connection, day, public_only=public_only)

    def import_directory(
        self,
        directory: Path,
        now: datetime,
        *,
        said: Admitting = MARKED,
        tell: Callable[[Progress], object] = silently,
    ) -> Imported:
        """Import every file below a directory (or one file).

        said: whom the documents are for, as far as the operator says it.
        tell: called before each file and after each step; no transaction is open then, so it may stand back.
        Errors: RowMoved when another import finished meanwhile; run it again.
        """
        done, withdrawn = Imported(), list[str]()
        with self._database.read() as connection:
            seen, standing = rows.current_edition(connection), rows.shelved_files(connection)
            stood = rows.scopes(connection)
        stage = _Stage(Staging(self._database, now), said, stood, done)
        paths = list(files_below(Path(directory)))
        names = [name_in(directory, path) for path in paths]
        done.missing = sorted(set(standing) - set(names)) if Path(directory).is_dir() else []
        for number, (path, name) in enumerate(zip(paths, names, strict=True)):
            tell(Progress(READ, number, len(paths), name))
            try:
                getattr(done, self._import_file(path, name, standing, stage)).append(name)
            except DocumentError as error:
                done.errors.append(error)
                if isinstance(error, Classified) and name in standing:
                    withdrawn.append(name)
        stage.staging.flush()
        if done.added or done.changed or withdrawn:
            self._editions.turn(seen, stage.staging.batch, withdrawn, now, tell)
        read_lives(self._database, now, done.revised, tell)
        return done

    def withdraw(self, file: str, now: datetime) -> bool:
        """Take the documents of a file off the shelf; tell whether there were any."""
        with self._database.read() as connection:
            seen, standing = rows.current_edition(connection), rows.shelved_files(connection)
        if file in standing:
            self._editions.turn(seen, secrets.token_hex(8), [file], now, silently)
        return file in standing

    def _import_file(self, path: Path, name: str, standing: dict[str, str], stage: _Stage) -> str:
        """Stage the documents of one file; return whether it is added, changed or unchanged."""
        content = content_of(path, name)
        digest = digest_of(content)
        is_same = standing.get(name) == digest
        if is_same and stage.said == MARKED:
            return "unchanged"
        found = [_admitted(document, stage) for document in documents_in(content, name)]
        if is_same and all(stage.stood.get((one.file, one.title)) == one.scope for one in found):
            return "unchanged"
        if name in standing:
            self._compare(name, found, stage.done)
        for document in found:
            stage.staging.add(document, digest)
            if document.scope == PUBLIC:
                stage.done.public.append(document.title)
        return "changed" if name in standing else "added"

    def _compare(self, name: str, found: list[Document], done: Imported) -> None:
        """Keep what changes in the documents of a file on the shelf."""
        with self._database.read() as connection:
            texts = rows.texts_of(connection, name)
        for title, changed in compared(texts, found).items():
            done.revised[name, title] = changed


def name_in(directory: Path, path: Path) -> str:
    """Return what a file below a directory is called on the shelf; the directory may be the file itself."""
    return path.relative_to(directory).as_posix() if path != Path(directory) else path.name


def content_of(path: Path, name: str) -> bytes:
    """Return a file's bytes. Errors: Unreadable when there are too many."""
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(name, *TOO_LARGE)
    return path.read_bytes()


def digest_of(content: bytes) -> str:
    """Return what tells whether a file is the one on the shelf."""
    # The None is history: without it every file on the shelf would look changed once.
    return hashlib.sha256(f"{READING}None\n".encode() + content).hexdigest()


def _admitted(document: Document, stage: _Stage) -> Document:
    """Return a document with whom it is for. Errors: Inner."""
    stood = stage.stood.get((document.file, document.title))
    scope = scope_of(document, stood, stage.said)
    if is_withheld(document, scope, stage.said):
        stage.done.withheld.append(document.title)
    return replace(document, scope=scope)
