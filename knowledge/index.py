"""BM25 over the postings of a library. The statistics are those of this library's own passages and of nothing else."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from knowledge.postings import Postings, postings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]

_OFTEN: Final = 6  # of as many passages one: what so frequent a term is worth is kept for every passage
_KEPT: Final = 12_000_000  # numbers that are kept, each of 4 bytes
K1: Final = 1.1
B: Final = 0.85


@dataclass(frozen=True, slots=True)
class Index:
    """An inverted index over the passages of several postings, one behind the other, as if they were one."""

    parts: tuple[Postings, ...]
    size: int = field(init=False)
    _norms: tuple[Array, ...] = field(init=False)
    _often: Callable[[int, int, int], NDArray[np.float32]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out how long each passage is among all of them."""
        size = sum(part.size for part in self.parts)
        total = sum(int(part.lengths.sum()) for part in self.parts)
        average = max(total / size, 1.0) if size else 1.0
        norms = tuple((K1 * (1 - B + B * part.lengths / average)).astype(np.float32) for part in self.parts)
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "_norms", norms)
        everywhere = functools.partial(_everywhere, self.parts, norms)
        object.__setattr__(self, "_often", functools.lru_cache(max(1, _KEPT // max(size, 1)))(everywhere))

    def frequencies(self, terms: Sequence[int]) -> list[int]:
        """Count for each term the passages it stands in."""
        return _counts(self._found(terms), len(terms))

    def rarities(self, terms: Sequence[int]) -> list[float]:
        """Return for each term its idf, 0 for one that no passage has."""
        return [self._idf(count) if count else 0.0 for count in self.frequencies(terms)]

    @property
    def greatest_rarity(self) -> float:
        """The idf of a term that one passage has."""
        return self._idf(1) if self.size else 1.0

    def _idf(self, count: int) -> float:
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def _found(self, terms: Sequence[int]) -> list[tuple[Array, Array]]:
        asked = np.array(terms, dtype=np.uint32)
        return [part.of(asked) for part in self.parts]

    def scores(self, weights: Mapping[int, float]) -> NDArray[np.float32]:
        """Return the BM25 score of every passage for weighted terms."""
        found = self._found(list(weights))
        counts = zip(weights.values(), _counts(found, len(weights)), strict=True)
        worths = [weight * self._idf(count) * (K1 + 1) for weight, count in counts]
        scores = np.zeros(self.size, dtype=np.float32)
        first = 0
        for number, (part, norms, own_found) in enumerate(zip(self.parts, self._norms, found, strict=True)):
            own = scores[first : first + part.size]
            gain = np.empty_like(own)  # used again for each term: to make it costs as much as to fill it
            for worth, begin, end in zip(worths, *(places.tolist() for places in own_found), strict=True):
                if (end - begin) * _OFTEN > part.size:
                    own += np.multiply(self._often(number, begin, end), np.float32(worth), out=gain)
                elif end > begin:
                    passages, tf = part.passages[begin:end].astype(np.intp), part.counts[begin:end].astype(np.float32)
                    own[passages] += np.float32(worth) * (tf / (tf + norms[passages]))
            first += part.size
        return scores

    def search(
        self, weights: Mapping[int, float], top: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to `top` (passage, score) with a score above 0, best first; ties in order of passages.

        allowed: which passages may be found (all when None). What somebody may not know of at all is no part of it.
        """
        return best(self.scores(weights), top, allowed)


def _everywhere(
    parts: Sequence[Postings], norms: Sequence[Array], number: int, begin: int, end: int
) -> NDArray[np.float32]:
    """Return for each passage of a part what the term whose postings these are is worth there, 0..1."""
    part = parts[number]
    tf = np.zeros(part.size, dtype=np.float32)
    tf[part.passages[begin:end]] = part.counts[begin:end]
    return tf / (tf + norms[number])


def _counts(found: Sequence[tuple[Array, Array]], terms: int) -> list[int]:
    """Return how many passages have each term. found: for each part where its terms' postings begin and end."""
    counts: list[int] = sum((ends - begins for begins, ends in found), np.zeros(terms, dtype=np.int64)).tolist()
    return counts


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
