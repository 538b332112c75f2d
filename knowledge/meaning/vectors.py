"""Vectors in memory: eight bits a number, one array for all, each known by the hash of the text it was made of."""

from __future__ import annotations

import hashlib
import itertools
from array import array
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.embedder import Floats

Keys = Sequence[Sequence[str]]  # of the pieces of each passage

_STEPS: Final = 127
_SCALE: Final = np.dtype("<f4")
_BLOCK: Final = 200_000  # numbers widened at once: they stay in the processor's cache
_FEWEST: Final = 256


def key_of(text: str) -> str:
    """Return the name of a text's vector: a hash, 32 characters."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def pack(vector: Floats) -> bytes:
    """Return a vector as it is stored: its scale, then a signed byte for each number."""
    scale = max(float(np.abs(vector).max()), 1e-9) / _STEPS
    return bytes(np.array([scale], dtype=_SCALE)) + bytes(np.rint(vector / scale).astype(np.int8))


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors for the passages of a library.

    rows: rows of `steps`, those of one passage behind those of the one before. starts: where those of each begin, and
    of which passages that is: one that has none yet is left out of both.
    """

    steps: NDArray[np.int8]
    scales: Floats
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    places: NDArray[np.int64]
    size: int

    def nearness(self, question: Floats) -> Floats | None:
        """Return the greatest inner product of a question's vector with any of each passage's; NaN where it has none.

        None where there are no vectors, or they are of another model than the question's.
        """
        if not len(self.places) or self.steps.shape[1] != len(question):
            return None
        products = _products(self.steps, question) * self.scales
        found = np.full(self.size, np.nan, dtype=np.float32)
        found[self.places] = np.maximum.reduceat(products[self.rows], self.starts)
        return found


def _products(steps: NDArray[np.int8], question: Floats) -> Floats:
    count, dimensions = steps.shape
    found = np.empty(count, dtype=np.float32)
    block = max(1, _BLOCK // dimensions)
    wide = np.empty((min(block, count), dimensions), dtype=np.float32)
    for first in range(0, count, block):
        part = wide[: min(block, count - first)]
        np.copyto(part, steps[first : first + block])
        np.dot(part, question, out=found[first : first + block])
    return found


class Pool:
    """All vectors of one model that are known here, growing. Written by one thread; what `vectors_of` gives stays."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._steps = np.zeros((0, 0), dtype=np.int8)
        self._scales = np.zeros(0, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has; 0 before the first."""
        return int(self._steps.shape[1])

    def add(self, key: str, packed: bytes) -> bool:
        """Take a stored vector; tell whether it is of the same length as the others."""
        dimensions = len(packed) - _SCALE.itemsize
        if dimensions < 1 or (self.dimensions and dimensions != self.dimensions):
            return False
        if key in self._places:
            return True
        place = len(self._places)
        if place >= len(self._steps):
            self._grow(max(_FEWEST, 2 * place), dimensions)
        self._scales[place] = np.frombuffer(packed, dtype=_SCALE, count=1)[0]
        self._steps[place] = np.frombuffer(packed, dtype=np.int8, offset=_SCALE.itemsize)
        self._places[key] = place
        return True

    def keys_but(self, wanted: Container[str], most: int) -> list[str]:
        """Return up to `most` keys that are not wanted."""
        return list(itertools.islice((key for key in self._places if key not in wanted), most))

    def vectors_of(self, keys: Keys) -> Vectors:
        """Return the vectors for passages whose pieces have these keys, as far as they are made."""
        rows, starts, places = array("i"), array("q"), array("q")
        for place, own in enumerate(keys):
            known = [self._places[key] for key in own if key in self._places]
            if known:
                starts.append(len(rows))
                places.append(place)
                rows.extend(known)
        count = len(self._places)
        return Vectors(
            self._steps[:count], self._scales[:count], np.array(rows, dtype=np.int32), np.array(starts, dtype=np.int64),
            np.array(places, dtype=np.int64), len(keys),
        )  # fmt: skip

    def _grow(self, size: int, dimensions: int) -> None:
        steps, scales = np.zeros((size, dimensions), dtype=np.int8), np.zeros(size, dtype=np.float32)
        count = len(self._places)
        if count:
            steps[:count], scales[:count] = self._steps[:count], self._scales[:count]
        self._steps, self._scales = steps, scales
