"""Which passages hold which terms, in numpy arrays: gathered from texts, put together from what was gathered before.

There is one way to make postings of many texts: gather a few thousand at a time and merge. Merging also drops and moves
passages, so that a shelf on which one document changed is merged from the old postings and those of the new texts;
either way the arrays are the same, bit for bit.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from knowledge.terms import FIRST, LAST, word, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]
    #: Postings and, for each of their passages, its place in what is merged; below 0 it is left out.
    Source = tuple["Postings", NDArray[np.int64]]

GATHERED: Final = 2000  # texts at a time
_MERGED: Final = 1 << 18  # postings at a time
_NARROW: Final = 1 << 16  # fewer passages than this are numbered in two bytes
_MOST_COUNTED: Final = 255
_BEGINNINGS: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Postings:
    """An inverted index of N passages, fewer than 16 million.

    Arrays: `terms` (T, sorted), `starts` (T + 1), `passages` and `counts` (one for each posting, passages of a term
    ascending, counts at most 255), `lengths` (N, how many terms a passage has).
    """

    terms: Array
    starts: Array
    passages: Array
    counts: Array
    lengths: Array

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.lengths)

    def of(self, terms: NDArray[np.uint32]) -> tuple[Array, Array]:
        """Return where the postings of terms begin and end; both 0 for a term that no passage has."""
        if not len(self.terms):
            return np.zeros(len(terms), dtype=np.int64), np.zeros(len(terms), dtype=np.int64)
        at = np.minimum(self.terms.searchsorted(terms), len(self.terms) - 1)
        has = self.terms[at] == terms
        return np.where(has, self.starts[at].astype(np.int64), 0), np.where(
            has, self.starts[at + 1].astype(np.int64), 0
        )


def postings_of(texts: Iterable[str]) -> Postings:
    """Make the postings of folded texts; passage i is the i-th text."""
    texts, gathered = iter(texts), list[Postings]()
    while chunk := list(itertools.islice(texts, GATHERED)):
        gathered.append(gather(chunk))
    return in_a_row(gathered)


def gather(texts: Sequence[str]) -> Postings:
    """Make the postings of a few folded texts at once."""
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    ids = np.where((codes >= FIRST) & (codes <= LAST), codes - FIRST + 1, 0)
    has = ids > 0
    both = has[:-1] & has[1:]
    latin = [(word(w), place) for place, text in enumerate(texts) for w in words_in(text)]
    found = np.concatenate(
        [ids[has] << 16, (ids[:-1][both] << 16) | ids[1:][both], np.array([t for t, _ in latin], dtype=np.int64)]
    )
    owners = np.concatenate([owner[has], owner[:-1][both], np.array([p for _, p in latin], dtype=np.int64)])
    keys, counts = np.unique(
        (found.astype(np.uint64) << np.uint64(32)) | (owners.astype(np.uint64) << np.uint64(8)), return_counts=True
    )
    keys |= np.minimum(counts, _MOST_COUNTED).astype(np.uint64)
    return _unpacked([keys], len(keys), np.bincount(owners, minlength=len(texts)).astype(np.uint32))


def in_a_row(gathered: Sequence[Postings]) -> Postings:
    """Merge postings, the passages of each behind those of the one before."""
    firsts = np.cumsum([0, *(one.size for one in gathered)])
    moves = [np.arange(first, first + one.size) for first, one in zip(firsts, gathered, strict=False)]
    return merged(list(zip(gathered, moves, strict=True)))


def merged(sources: Sequence[Source]) -> Postings:
    """Merge postings, each passage moved to its place; every place from 0 on is taken exactly once."""
    lengths = np.zeros(sum(int((moves >= 0).sum()) for _, moves in sources), dtype=np.uint32)
    most = 0
    for postings, moves in sources:
        kept = moves >= 0
        lengths[moves[kept]] = postings.lengths[kept]
        most += len(postings.passages)
    return _unpacked(_merging(sources), most, lengths)


def _merging(sources: Sequence[Source]) -> Iterator[NDArray[np.uint64]]:
    """Yield the sorted keys (term, passage, count) of merged postings, some terms at a time."""
    if not sources:
        return
    moved = [(postings, np.maximum(moves, 0).astype(np.uint64) << np.uint64(8), moves >= 0)
             for postings, moves in sources]  # fmt: skip
    for low, high in itertools.pairwise(_borders([postings for postings, _ in sources])):
        keys = np.concatenate([_keys(postings, low, high, places, kept) for postings, places, kept in moved])
        keys.sort(kind="stable")  # made of sorted runs, which this sort finds
        yield keys


def _borders(all_postings: Sequence[Postings]) -> list[int]:
    """Return terms that cut all postings into stretches of about as many each, from 0 to beyond the last.

    A cut stands between two first characters: no single one begins more terms than fit.
    """
    counts = np.zeros(_BEGINNINGS, dtype=np.int64)
    for postings in all_postings:
        each = np.diff(postings.starts.astype(np.int64))
        counts += np.bincount(postings.terms >> np.uint32(16), each, _BEGINNINGS).astype(np.int64)
    ends = np.cumsum(counts)
    cuts = np.unique(np.searchsorted(ends, np.arange(_MERGED, int(ends[-1]), _MERGED))) + 1
    return [0, *(cuts[cuts < _BEGINNINGS] << 16).tolist(), 1 << 32]


def _keys(
    postings: Postings, low: int, high: int, places: NDArray[np.uint64], kept: NDArray[np.bool_]
) -> NDArray[np.uint64]:
    """Return the keys of the terms from `low` to before `high`, passages moved, those left out dropped."""
    first, last = (int(np.searchsorted(postings.terms, border)) for border in (low, high))
    starts = postings.starts[first : last + 1].astype(np.int64)
    part = slice(int(starts[0]), int(starts[-1]))
    passages = postings.passages[part]
    keys = np.repeat(postings.terms[first:last].astype(np.uint64) << np.uint64(32), np.diff(starts))
    keys |= places[passages]
    keys |= postings.counts[part]
    return keys if kept.all() else keys[kept[passages]]


def _unpacked(stretches: Iterable[NDArray[np.uint64]], most: int, lengths: NDArray[np.uint32]) -> Postings:
    """Make postings of sorted keys that come a stretch of whole terms at a time, `most` or fewer together."""
    passages = np.empty(most, dtype=np.uint16 if len(lengths) < _NARROW else np.uint32)
    counts = np.empty(most, dtype=np.uint8)
    terms, starts, end = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.uint32)], 0
    for keys in stretches:
        part = slice(end, end + len(keys))
        passages[part] = (keys >> np.uint64(8)) & np.uint64(0xFFFFFF)
        counts[part] = keys & np.uint64(0xFF)
        of = (keys >> np.uint64(32)).astype(np.uint32)
        edges = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]])) if len(of) else np.zeros(0, dtype=np.int64)
        terms.append(of[edges])
        starts.append((edges + end).astype(np.uint32))
        end += len(keys)
    starts.append(np.array([end], dtype=np.uint32))
    return Postings(np.concatenate(terms), np.concatenate(starts), passages[:end], counts[:end], lengths)
