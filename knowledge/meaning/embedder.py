"""The seam: what turns texts into vectors, and what is taken for a vector.

Whoever implements `Embedder` says MeaningDown for whatever goes wrong; search then goes on without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import MeaningDown

Floats = NDArray[np.float32]

LONGEST: Final = 300  # characters of a text that are looked at; more than a piece or a question has
MOST_DIMENSIONS: Final = 4096
_SMALLEST: Final = 1e-6


class Embedder(Protocol):
    """A model. Texts of like meaning get vectors whose inner product is large; all have length 1.

    identity: names the model in at most 120 characters; vectors of two identities are never compared.
    batch: how many passages are given at once. bound_s: how long a question may wait for its vector.
    is_remote: whether texts leave this machine.
    """

    @property
    def identity(self) -> str: ...
    @property
    def batch(self) -> int: ...
    @property
    def bound_s(self) -> float: ...
    @property
    def is_remote(self) -> bool: ...

    def passages(self, texts: Sequence[str]) -> Floats:
        """Return one vector for each text, (texts, dimensions). Errors: MeaningDown."""

    def question(self, text: str) -> Floats:
        """Return the vector of a question, (dimensions,). Errors: MeaningDown."""

    def close(self) -> None:
        """Let go of connections and memory."""


def checked(rows: Sequence[Any] | Floats, count: int, dimensions: int = 0) -> Floats:
    """Return `count` vectors of length 1. dimensions: how many numbers each has; 0 where not known yet.

    Errors: MeaningDown where they are no vectors: another number, another length, no finite numbers, nothing but zeros.
    """
    if len(rows) != count:
        raise MeaningDown(f"{len(rows)} vectors for {count} texts")
    try:
        with np.errstate(over="ignore"):
            found = np.asarray(rows, dtype=np.float32)
    except (ValueError, TypeError, OverflowError):
        raise MeaningDown("vectors that are no rows of numbers of one length") from None
    if found.ndim != 2 or not 1 < found.shape[1] <= MOST_DIMENSIONS:  # noqa: PLR2004 — rows and columns
        raise MeaningDown("vectors that are no rows of numbers of one length")
    if dimensions and found.shape[1] != dimensions:
        raise MeaningDown(f"vectors of {found.shape[1]} dimensions where {dimensions} were agreed")
    with np.errstate(over="ignore"):
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or float(lengths.min()) < _SMALLEST:
        raise MeaningDown("vectors that hold no finite numbers, or nothing")
    unit: Floats = found / lengths
    return unit
