"""BM25 over the postings of a library. The statistics are those of this library's own passages and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from knowledge.postings import Postings, postings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Array = NDArray[Any]

K1: Final = 1.1
B: Final = 0.85


@dataclass(frozen=True, slots=True)
class Index:
    """An inverted index over the passages of several postings, one behind the other, as if they were one."""

    parts: tuple[Postings, ...]
    size: int = field(init=False)
    _norms: tuple[Array, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out how long each passage is among all of them."""
        size = sum(part.size for part in self.parts)
        total = sum(int(part.lengths.sum()) for part in self.parts)
        average = max(total / size, 1.0) if size else 1.0
        norms = tuple((K1 * (1 - B + B * part.lengths / average)).astype(np.float32) for part in self.parts)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "_norms", norms)

    def frequency(self, term: int) -> int:
        """Count the passages a term stands in."""
        return sum(found.stop - found.start for found in (part.of(term) for part in self.parts))

    def rarity(self, term: int) -> float:
        """Return the idf of a term, 0 for one that no passage has."""
        count = self.frequency(term)
        return self._idf(count) if count else 0.0

    @property
    def greatest_rarity(self) -> float:
        """The idf of a term that one passage has."""
        return self._idf(1) if self.size else 1.0

    def _idf(self, count: int) -> float:
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def scores(self, weights: Mapping[int, float]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage for weighted terms."""
        scores = np.zeros(self.size, dtype=np.float32)
        for term, weight in weights.items():
            found = [part.of(term) for part in self.parts]
            count = sum(one.stop - one.start for one in found)
            if not count:
                continue
            worth, first = np.float32(weight * self._idf(count) * (K1 + 1)), 0
            for part, norms, postings in zip(self.parts, self._norms, found, strict=True):
                passages, tf = part.passages[postings], part.counts[postings].astype(np.float32)
                scores[first : first + part.size][passages] += worth * tf / (tf + norms[passages])
                first += part.size
        return scores

    def search(
        self, weights: Mapping[int, float], top: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `top` (passage, score) with a score above 0, best first; ties in order of passages.

        allowed: which passages may be found (all when None). What somebody may not know of at all is no part of it.
        """
        return best(self.scores(weights), top, allowed)


def best(scores: NDArray[np.float32], top: int, allowed: NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
    """Return the `top` best (place, score) above 0, ties in order of places."""
    if allowed is not None:
        scores = np.where(allowed, scores, np.float32(0))
    if len(scores) > top:
        floor = np.partition(scores, -top)[-top]
        places = np.flatnonzero((scores >= floor) & (scores > 0))
    else:
        places = np.flatnonzero(scores > 0)
    order = places[np.argsort(-scores[places], kind="stable")][:top]
    return [(int(place), float(scores[place])) for place in order]


def build(texts: Iterable[str]) -> Index:
    """Index folded texts; passage i is the i-th text."""
    return Index((postings_of(texts),))
