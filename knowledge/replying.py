"""Answers put together from what was weighed: the quote with what belongs to it, or the no with what comes nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.onward import before_of, rest_of
from knowledge.reply import DOUBTFUL, Alternative, Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library
    from knowledge.weighing import Candidate

ALTERNATIVES: Final = 10
DOUBT: Final = "没有查到完全对应的规定，最接近的一条是："
_UNSURE: Final = 0.49


def is_seen(library: Library, document: int, allowed: NDArray[np.bool_] | None) -> bool:
    """Tell whether any passage of a document may be quoted."""
    return allowed is None or any(allowed[place] for place in library.places_of(document))


def alternatives_of(library: Library, candidates: Sequence[Candidate]) -> tuple[Alternative, ...]:
    """Return the first ten candidates as alternatives."""
    passages = [(library.passages[one.place], one) for one in candidates[:ALTERNATIVES]]
    return tuple(Alternative(passage, library.document_of(passage), c.score, c.quote) for passage, c in passages)


def answered(
    library: Library,
    raw: str,
    best: Candidate,
    alternatives: tuple[Alternative, ...],
    *,
    at_least: float = 0.0,
    preface: str = "",
) -> Answer:
    """Return an answer that quotes a candidate. at_least: the confidence it has whatever it holds of the question."""
    passage = library.passages[best.place]
    confidence = min(1.0, max(best.cover, at_least))
    return Answer(raw, answered=True, quote=best.quote, passage=passage, document=library.document_of(passage),
                  confidence=confidence, alternatives=alternatives, reason="",
                  preface=preface or (DOUBT if confidence < DOUBTFUL else ""),
                  before=before_of(library, best.place, best.quote),
                  rest=rest_of(library, best.place, best.quote))  # fmt: skip


def declined(raw: str, reason: str, alternatives: tuple[Alternative, ...] = (), cover: float = 0.0) -> Answer:
    """Return an honest no with its reason."""
    return Answer(raw, answered=False, quote="", passage=None, document=None,
                  confidence=min(cover, _UNSURE), alternatives=alternatives, reason=reason)  # fmt: skip
