"""Documents, their passages and the index over them, held together in memory: what an answer is drawn from."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import DocumentError, Unreadable
from knowledge.document import Document, Passage
from knowledge.index import Index, build
from knowledge.opened import documents_at
from knowledge.outline import passages_of
from knowledge.recent import Recent
from knowledge.text import fold
from knowledge.thesaurus import SHIPPED, Thesaurus
from knowledge.titled import Titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Library:
    """All that somebody may be answered from, as it stood at one moment; nothing in it knows of anything else.

    Passage i of `passages` is passage i of `index`; document d has those from `starts[d]` to before `starts[d + 1]`.
    nearness: says how near each passage is to a question by meaning, NaN where unknown; None where it can't say.
    thesaurus: the words questions about it are read by.
    """

    documents: Sequence[Document]
    passages: Sequence[Passage]
    index: Index
    starts: Sequence[int]
    nearness: Callable[[str], NDArray[np.float32] | None] | None = None
    thesaurus: Thesaurus = SHIPPED
    titles: Titles = field(init=False, repr=False, compare=False)
    recent: Recent = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make ready what is said of all documents at once."""
        object.__setattr__(self, "titles", Titles(self.documents))
        object.__setattr__(self, "recent", Recent(self.index))

    def document_of(self, passage: Passage) -> Document:
        """Return the document a passage stands in."""
        return self.documents[passage.document]

    def owners(self) -> NDArray[np.int64]:
        """Return for each passage its document's place."""
        return np.repeat(np.arange(len(self.documents)), np.diff(self.starts))

    def documents_by(self, scores: NDArray[np.float32], most: int) -> list[int]:
        """Return up to `most` documents, those of the best scored passages, in the order they stand in."""
        starts = np.asarray(self.starts)
        held = np.flatnonzero(np.diff(starts))
        if len(held) > most:
            best = np.maximum.reduceat(scores, starts[held])
            held = np.sort(held[np.argsort(-best, kind="stable")[:most]])
        return [int(document) for document in held]

    def places_of(self, document: int) -> range:
        """Return the places of a document's passages."""
        return range(self.starts[document], self.starts[document + 1])


def indexed_text(document: Document, passage: Passage) -> str:
    """Return what is indexed of a passage: title and headings twice, then its text, folded."""
    above = "\n".join(filter(None, (document.title, passage.heading)))
    return fold(f"{above}\n{above}\n{passage.text}")


def library_of(documents: Sequence[Document]) -> Library:
    """Put documents on a throw-away shelf."""
    return _listed(documents, [passages_of(document, place) for place, document in enumerate(documents)])


def _listed(documents: Sequence[Document], each: Sequence[Sequence[Passage]]) -> Library:
    """Put documents and the passages of each on a throw-away shelf."""
    passages = list(itertools.chain.from_iterable(each))
    starts = list(itertools.accumulate(map(len, each), initial=0))
    return Library(documents, passages, build(indexed_text(documents[p.document], p) for p in passages), starts)


def library_from_directory(directory: Path, tell: Callable[[str], object] = str) -> tuple[Library, list[DocumentError]]:
    """Read every file below a directory; what can't be read is returned as errors, the rest is on the shelf.

    tell: called with each file's name before it is read.
    """
    documents: list[Document] = []
    errors: list[DocumentError] = []
    for path in files_below(directory):
        name = str(path.relative_to(directory)) if path != directory else path.name
        tell(name)
        try:
            documents.extend(documents_at(path, name))
        except DocumentError as error:
            errors.append(error)
    return library_of(documents), errors


def files_below(directory: Path) -> Iterator[Path]:
    """Yield the files below a directory in order of their names.

    Left out: hidden files, lock files of office programs, folders that start with an underscore, a folder's README.
    """
    if directory.is_file():
        yield directory
        return
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not _is_aside(path.relative_to(directory).parts):
            yield path


def _is_aside(parts: tuple[str, ...]) -> bool:
    return parts[-1].lower().startswith("readme.") or any(part.startswith((".", "~$", "_")) for part in parts)


def library_from_passages(file: Path) -> Library:
    """Take each JSON line {id, title, text} as one passage as it stands; those with one title are one document.

    Errors: Unreadable names the line that is none.
    """
    documents: dict[str, int] = {}
    shelf: list[Document] = []
    each: list[list[Passage]] = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                title, text, own = str(row.get("title") or ""), str(row["text"]), str(row["id"])
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                raise Unreadable(
                    file.name, f"line {number} is no JSON object with id and text", "mend or remove the line"
                ) from error
            if title not in documents:
                documents[title] = len(shelf)
                shelf.append(Document(file.name, title))
                each.append([])
            each[documents[title]].append(Passage(documents[title], "", "", text, own))
    return _listed(shelf, each)
