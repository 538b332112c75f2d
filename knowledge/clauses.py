"""Clauses asked for by their number: 「公约第七条」 finds the seventh clause, though the text may say 七是 or 七、."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.text import NUMERAL, chinese, fold, numeral

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.document import Document
    from knowledge.evidence import Case
    from knowledge.library import Library

_CITED: Final = re.compile(rf"第({NUMERAL})(条|章|部分|大部分|大点|点(?!\d)|项|款|大条|个部分|方面|节)")
_INNER: Final = re.compile(rf"^[\s的之中]*(?:第|[（(])?({NUMERAL})(?:[）)]|条|点|项|款|小点|部分)")
_GREATEST: Final = 2000
LOOKED_THROUGH: Final = 16  # documents
_NEXT: Final = "（第0123456789①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause named by number. `inner`: the number within it, 0 when none; `rest`: the question without all this."""

    number: int
    unit: str
    inner: int
    rest: str

    @property
    def shown(self) -> str:
        """The citation as staff write it."""
        return f"第{chinese(self.number)}{self.unit}"

    def stands_in(self, heading: str) -> bool:
        """Tell whether a heading path goes through the chapter or section cited."""
        return any(word.startswith("第") and self.matches(word) for word in heading.split(" "))

    def matches(self, label: str) -> bool:
        """Tell whether a clause's label is the one cited or lies within it."""
        own = chinese(self.number)
        if label.startswith("第"):
            return bool(re.match(rf"第(?:{own}|{self.number}){self.unit[-1]}", label))
        if "至" in label:
            first, _, last = label.partition("至")
            return (numeral(first) or 0) <= self.number <= (numeral(last) or 0)
        if not label.startswith(own):
            return False
        rest = label[len(own) :]
        if rest and rest[0] not in _NEXT:
            return False
        return (
            not self.inner
            or not rest
            or bool(re.match(rf"[（第]?(?:{chinese(self.inner)}|{self.inner})(?:[）点]|$)", rest))
        )


def citation_in(folded: str) -> Citation | None:
    """Find a clause cited by number in a folded question; None when there is none."""
    match = _CITED.search(folded)
    number = numeral(match.group(1)) if match else None
    if not match or not number or number > _GREATEST:
        return None
    after = _INNER.match(folded[match.end() :])
    inner = (numeral(after.group(1)) or 0) if after else 0
    end = match.end() + (after.end() if after else 0)
    return Citation(number, match.group(2), inner, folded[: match.start()] + " " + folded[end:])


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a cited clause stands: its passages' places, the document meant, how many numbered clauses that has."""

    places: tuple[int, ...]
    document: Document | None
    count: int


def cited(library: Library, citation: Citation, case: Case, allowed: NDArray[np.bool_] | None) -> Cited:
    """Find a cited clause in the document whose title, attachment and issuer hold most of the question.

    Among documents that hold as much, one that has the clause. On a large shelf only those are looked through that the
    search puts first: a document's title stands in each of its passages.
    """
    names: dict[int, str] = {}
    places: dict[int, list[int]] = {}
    numbers: dict[int, set[str]] = {}
    scores = library.index.scores(case.weights)
    likely = library.documents_by(scores if allowed is None else np.where(allowed, scores, -1), LOOKED_THROUGH)
    for place in itertools.chain.from_iterable(library.places_of(at) for at in likely):
        if allowed is not None and not allowed[place]:
            continue
        passage = library.passages[place]
        at, document = passage.document, library.document_of(passage)
        names.setdefault(at, f"{document.title} {document.issuer or ''}")
        if passage.heading.startswith("附件") and passage.heading not in names[at]:
            names[at] += f" {passage.heading}"
        numbers.setdefault(at, set()).add(_outermost(passage.clause))
        if citation.matches(passage.clause) or citation.stands_in(passage.heading):
            places.setdefault(at, []).append(place)
    if not names:
        return Cited((), None, 0)
    meant = max(names, key=lambda at: (round(case.cover(fold(names[at])), 1), at in places))
    return Cited(tuple(places.get(meant, ())), library.documents[meant], len(numbers[meant] - {""}))


def _outermost(label: str) -> str:
    """Return the outermost number of a label, empty when it has none."""
    match = re.match(rf"第{NUMERAL}条|{NUMERAL}", label)
    return match.group() if match else ""
