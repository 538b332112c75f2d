"""Vectors in memory: eight bits a number, one array for all, each known by the hash of the text it was made of."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning.embedder import Floats

NONE: Final = -1
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
    """Vectors for the passages of a library. rows: for each passage its row of `steps`, or NONE."""

    steps: NDArray[np.int8]
    scales: Floats
    rows: NDArray[np.int32]

    @property
    def made(self) -> int:
        """How many passages have a vector."""
        return int((self.rows != NONE).sum())

    def nearness(self, question: Floats) -> Floats | None:
        """Return the inner product of a question's vector with each passage's; NaN where a passage has none.

        None where the vectors are of another model than the question's.
        """
        if not len(self.steps) or self.steps.shape[1] != len(question):
            return None
        found = _products(self.steps, question) * self.scales
        return np.where(self.rows == NONE, np.float32(np.nan), found[self.rows])


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

    def vectors_of(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors for passages with these keys, as far as they are made."""
        count = len(self._places)
        rows = np.fromiter((self._places.get(key, NONE) for key in keys), dtype=np.int32, count=len(keys))
        return Vectors(self._steps[:count], self._scales[:count], rows)

    def _grow(self, size: int, dimensions: int) -> None:
        steps, scales = np.zeros((size, dimensions), dtype=np.int8), np.zeros(size, dtype=np.float32)
        count = len(self._places)
        if count:
            steps[:count], scales[:count] = self._steps[:count], self._scales[:count]
        self._steps, self._scales = steps, scales
