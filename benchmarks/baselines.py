"""Plain BM25 to compare the search with: no folding of a question beyond the text's own, no thesaurus, no evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from knowledge.terms import is_han, pair, terms_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

TOP = 10


def pairs_in(folded: str) -> list[int]:
    """Return the adjacent Chinese characters of a folded text, as bigram engines index it."""
    return [pair(a, b) for a, b in pairwise(folded) if is_han(a) and is_han(b)]


@dataclass
class Bm25:
    """BM25 over the terms a function finds in a text."""

    texts: Sequence[str]
    terms_of: Callable[[str], list[int]]
    k1: float
    b: float
    postings: dict[int, tuple[NDArray[np.int64], NDArray[np.float32]]] = field(init=False)
    norms: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[int, tuple[list[int], list[int]]] = {}
        lengths = np.zeros(len(self.texts), dtype=np.float32)
        for place, text in enumerate(self.texts):
            counts = Counter(self.terms_of(text))
            lengths[place] = sum(counts.values())
            for term, count in counts.items():
                places, times = found.setdefault(term, ([], []))
                places.append(place)
                times.append(count)
        self.postings = {term: (np.array(p), np.array(t, dtype=np.float32)) for term, (p, t) in found.items()}
        self.norms = self.k1 * (1 - self.b + self.b * lengths / max(float(lengths.mean()), 1.0))

    def search(self, folded: str) -> list[int]:
        """Return the places of the ten best texts."""
        scores = np.zeros(len(self.texts), dtype=np.float32)
        for term, times in Counter(self.terms_of(folded)).items():
            if term not in self.postings:
                continue
            places, counts = self.postings[term]
            idf = np.log1p((len(self.texts) - len(places) + 0.5) / (len(places) + 0.5))
            scores[places] += times * idf * (self.k1 + 1) * counts / (counts + self.norms[places])
        order = np.argsort(-scores, kind="stable")[:TOP]
        return [int(place) for place in order if scores[place] > 0]


#: name, what it indexes, k1, b: as search engines come, and as measured best for Chinese documents.
KINDS: tuple[tuple[str, Callable[[str], list[int]], float, float], ...] = (
    ("pairs", pairs_in, 1.2, 0.75),
    ("chars+pairs", terms_in, 0.6, 0.75),
)
