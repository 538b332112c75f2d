"""What the model is given of a passage: its sentences in pieces of some sixty characters, folded.

A question is answered by a sentence or two: the vector of a whole passage is of everything it speaks about and near to
nothing. A passage is as near as its nearest piece. For a model elsewhere nothing is given of a document marked
内部资料 or the like; what carries a 密级 mark never gets on the shelf at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.secrecy import stays_inside
from knowledge.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.document import Document
    from knowledge.library import Library
    from knowledge.meaning.embedder import Embedder

LONGEST: Final = 60
_SHORTEST: Final = 2


def pieces(text: str) -> list[str]:
    """Return the pieces of a text, folded; none where there is hardly a word."""
    found, open_ = [], ""
    for sentence in sentences(text, LONGEST):
        if open_ and len(open_) + len(sentence) > LONGEST:
            found.append(open_)
            open_ = ""
        open_ += sentence
    folded = (fold(piece).strip() for piece in [*found, open_])
    return [piece for piece in folded if len(piece) >= _SHORTEST]


def pieces_of(library: Library, embedder: Embedder) -> Iterator[list[str]]:
    """Yield the pieces of each passage in order; none of those that may not leave."""
    kept = _internal_documents(library) if embedder.is_remote else frozenset[int]()
    for passage in library.passages:
        yield [] if passage.document in kept else pieces(passage.text)


def _internal_documents(library: Library) -> frozenset[int]:
    marked = {passage.document for passage in library.passages if stays_inside(f"{passage.heading}\n{passage.text}")}
    return frozenset(marked | {place for place, document in enumerate(library.documents) if _is_named_so(document)})


def _is_named_so(document: Document) -> bool:
    name = document.file.rsplit("/", 1)[-1]
    return "内部" in name or stays_inside(document.title)
