"""The text of a document on the shelf, clause by clause: a whole clause, its neighbours, why it was made. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.document import Clause, Document
from knowledge.naming import meant
from knowledge.text import sentences, squeeze

if TYPE_CHECKING:
    from knowledge.library import Library

_WHY: Final = re.compile(r"\s*(?:第一条\s*)?(?:为了?|为进一步|鉴于|根据|按照)|[^。]*(?:因为|由于|目的是)")


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its clauses whole, in order."""

    document: Document
    clauses: tuple[Clause, ...]

    def place_of(self, label: str, said: str) -> int | None:
        """Return which clause bears a label and holds what was said of it; None where none does."""
        wanted = squeeze(said)
        holding = [at for at, one in enumerate(self.clauses) if wanted and wanted in squeeze(one.text)]
        labelled = [at for at, one in enumerate(self.clauses) if label and one.label == label]
        return next((at for at in holding if at in labelled), next(iter(holding or labelled), None))

    def why(self) -> tuple[str, Clause] | None:
        """Return the sentence that says what the document is for, and where it stands; None where none does."""
        for clause in self.clauses:
            for part in sentences(clause.text):
                if _WHY.match(part) and part.strip().endswith("。"):
                    return part.strip(), clause
        return None


def text_of(library: Library, file: str, title: str) -> Text | None:
    """Return a document's text; None where nobody who sees this library sees it."""
    found = (at for at, one in enumerate(library.documents) if (one.file, one.title) == (file, title))
    return next((text_at(library, at) for at in found), None)


def texts_named(library: Library, name: str) -> list[Text]:
    """Return the texts of the documents a text names by title or number."""
    found = meant(name, library.documents) or meant(f"《{name}》", library.documents)
    return [text_at(library, at) for at in found]


def text_at(library: Library, at: int) -> Text:
    """Return the text of the document at a place; what was cut for the search is one clause again."""
    clauses: list[Clause] = []
    for place in library.places_of(at):
        one = library.passages[place]
        last = clauses[-1] if clauses else None
        if last is not None and one.clause and (last.label, last.heading) == (one.clause, one.heading):
            clauses[-1] = Clause(last.label, last.heading, f"{last.text.rstrip()}\n{one.text}")
        else:
            clauses.append(Clause(one.clause, one.heading, one.text))
    return Text(library.documents[at], tuple(clauses))
