"""What an import would change: each file of a folder against the shelf, clause by clause. Nothing is changed here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import DocumentError
from knowledge import rows
from knowledge.admitting import MARKED, Admitting, scope_of
from knowledge.differences import Difference, compared
from knowledge.library import files_below
from knowledge.opened import documents_in
from knowledge.shelf import content_of, digest_of, name_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.database import Database
    from knowledge.document import Document


@dataclass(frozen=True, slots=True)
class Revision:
    """One document that an import adds, changes or takes away.

    before, after: whom it was and will be for; None: it is not there.
    """

    file: str
    title: str
    before: str | None
    after: str | None
    differences: tuple[Difference, ...] = ()

    def summary(self) -> str:
        """Count what changed: 修改2条、新增1条."""
        counts = Counter(one.kind for one in self.differences)
        return "、".join(f"{kind}{count}条" for kind, count in counts.items())


def revisions(
    database: Database, directory: Path, said: Admitting = MARKED, *, with_new: bool = True
) -> Iterator[Revision | DocumentError]:
    """Yield what an import of a directory would change, in order of the files, or why a file can't be read.

    with_new: files that are not on the shelf are read as well.
    """
    with database.read() as connection:
        standing, scopes = rows.shelved_files(connection), rows.scopes(connection)
    for path in files_below(Path(directory)):
        name = name_in(directory, path)
        if name not in standing and not with_new:
            continue
        try:
            content = content_of(path, name)
            if standing.get(name) == digest_of(content) and said == MARKED:
                continue
            found = documents_in(content, name)
            after = {one.title: scope_of(one, scopes.get((name, one.title)), said) for one in found}
        except DocumentError as error:
            yield error
            continue
        with database.read() as connection:
            texts = rows.texts_of(connection, name)
        yield from _of_file(name, found, texts, scopes, after)


def _of_file(
    name: str,
    found: list[Document],
    texts: dict[str, list[tuple[str, str]]],
    scopes: dict[tuple[str, str], str],
    after: dict[str, str],
) -> Iterator[Revision]:
    changed = compared(texts, found)
    if len(texts) == 1 and len(after) == 1:  # the title itself may have changed
        (title,), (stood,) = after, texts
        scopes, texts = {**scopes, (name, title): scopes[name, stood]}, {title: texts[stood]}
    for title, scope in after.items():
        before, here = scopes.get((name, title)), tuple(changed.get(title, ()))
        if before is None or here or before != scope:
            yield Revision(name, title, before, scope, here)
    for title in texts:
        if title not in after:
            yield Revision(name, title, scopes.get((name, title)), None)
