"""The two searches as one: each score as a share of its best, added up. No ranks: one list is often far the better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.index import best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.meaning.embedder import Floats

MEANING: Final = 0.4  # what the nearest passage gains, where the best by words has 1


def search(
    words: Floats,
    top: int,
    allowed: NDArray[np.bool_] | None = None,
    nearness: Floats | None = None,
    meaning: float = MEANING,
) -> list[tuple[int, float]]:
    """Return up to `top` (passage, share) best first: by words as a share of the best, and by meaning where known.

    words: the scores of all passages by words.
    allowed: which passages may be found (all when None). meaning: what the nearest gains, as a share of the best.
    """
    return best(fused(words, nearness, allowed, meaning), top)


def fused(
    words: Floats, nearness: Floats | None = None, allowed: NDArray[np.bool_] | None = None, meaning: float = MEANING
) -> Floats:
    """Return what each passage has of the best word score, 0..1, and up to `meaning` more for being near.

    nearness: NaN where a passage has no vector yet; the average passage gains nothing. allowed: which passages count.
    """
    if allowed is not None:
        words = np.where(allowed, words, np.float32(0))
    shares: Floats = words / np.float32(max(float(words.max(initial=0.0)), 1e-9))
    if nearness is None:
        return shares
    counts = np.isfinite(nearness) if allowed is None else np.isfinite(nearness) & allowed
    if not counts.any():
        return shares
    near = nearness[counts]
    middle, top = float(near.mean()), float(near.max())
    shares[counts] += np.float32(meaning) * np.clip((near - middle) / max(top - middle, 1e-6), 0.0, 1.0)
    return shares
