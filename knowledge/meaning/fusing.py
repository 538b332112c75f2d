"""The two searches as one: each score as a share of its best, added up. No ranks: one list is often much the better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.index import best

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from knowledge.index import Index
    from knowledge.meaning.embedder import Floats

WEIGHT: Final = 0.4  # of meaning; the words keep the rest


def search(
    index: Index,
    weights: Mapping[int, float],
    top: int,
    allowed: NDArray[np.bool_] | None = None,
    nearness: Floats | None = None,
) -> list[tuple[int, float]]:
    """Return up to `top` (passage, score) best first, by words and, where nearness is known, by meaning as well.

    allowed: which passages may be found (all when None).
    """
    if nearness is None:
        return index.search(weights, top, allowed)
    return best(fused(index.scores(weights), nearness, allowed), top, allowed)


def fused(words: Floats, nearness: Floats, allowed: NDArray[np.bool_] | None = None, weight: float = WEIGHT) -> Floats:
    """Return one score for each passage, 0..1, from its word score and its nearness (NaN where it has no vector).

    A passage without a vector keeps the share its words have, as if it were near by as much.
    allowed: which passages count.
    """
    if allowed is not None:
        words = np.where(allowed, words, np.float32(0))
        nearness = np.where(allowed, nearness, np.float32(np.nan))
    best = float(words.max(initial=0.0))
    by_words = words / np.float32(best) if best > 0 else words
    has = np.isfinite(nearness)
    if not has.any():
        return by_words
    near = nearness[has]
    middle, top = float(near.mean()), float(near.max())
    by_meaning = by_words.copy()
    by_meaning[has] = np.clip((near - middle) / max(top - middle, 1e-6), 0.0, 1.0)
    both: Floats = ((1 - weight) * by_words + weight * by_meaning).astype(np.float32)
    return both
