"""From a question to the passages that may answer it: by its words, by kindred words where its own say little.

The law: a literal match is never pushed down. Kindred words and evidence help a question of which hardly anything
stands anywhere as it is written; where the words themselves are found, they would only dilute them (measured).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.evidence import Case
from knowledge.meaning.fusing import MEANING, search
from knowledge.parted import folded_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library
    from knowledge.question import Question

CANDIDATES: Final = 40
FEW: Final = 20  # of a question found by its own words
_LOOKED_AT: Final = 8  # how many passages tell whether a question is found by its own words
PARAPHRASE: Final = 0.35  # a question of which no passage holds more than this share literally is read by its kin
LITERAL: Final = 0.6  # one of which a passage holds this share is read as it is written
NEAR: Final = 0.6  # how much meaning counts for a literal question; the less, the more evidence counts
LEAST: Final = 0.3  # how much evidence counts beside the search for a literal question


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: (place, score) best first, and how much evidence is to count beside the score."""

    case: Case
    places: list[tuple[int, float]]
    leaning: float


def find(library: Library, question: Question, allowed: NDArray[np.bool_] | None = None) -> Found:
    """Search a library for a question. allowed: which passages may be found (all when None)."""
    case, words = library.recent.of(question)
    places = search(words, CANDIDATES, allowed)
    held = (case.strengths(folded_whole(library.passages[place].text)) for place, _ in places[:_LOOKED_AT])
    literal = max(map(case.literal, held), default=0.0)
    bent = min(max((LITERAL - literal) / (LITERAL - PARAPHRASE), 0.0), 1.0)
    nearness = library.nearness(question.raw) if library.nearness else None
    if nearness is not None or (bent and case.kindred):
        near = NEAR - (NEAR - MEANING) * bent
        written = case.terms(0.0)
        more = {term: weight - written.get(term, 0.0) for term, weight in case.terms(bent).items()}
        words = words + library.index.scores({term: weight for term, weight in more.items() if weight})
        places = search(words, CANDIDATES, allowed, nearness, near)
    if not bent:
        places = places[:FEW]
    return Found(case, places, LEAST + (1 - LEAST) * bent)
