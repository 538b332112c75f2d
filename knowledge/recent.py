"""What the last questions were made ready as, and how much each passage holds of them: kept, for it is asked for again.

One message asks more than once: of what holds today and then of what held before, for its parts and for the whole.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from knowledge.evidence import Case, prepare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index import Index
    from knowledge.question import Question

_KEPT: Final = 16  # questions


class Recent:
    """The last questions put to one index."""

    def __init__(self, index: Index) -> None:
        self._ready = functools.lru_cache(_KEPT)(functools.partial(_ready, index))

    def of(self, question: Question) -> tuple[Case, NDArray[np.float32]]:
        """Return a question made ready, and the score of every passage for its own words; not to be written to."""
        return self._ready(question)


def _ready(index: Index, question: Question) -> tuple[Case, NDArray[np.float32]]:
    case = prepare(question, index)
    scores = index.scores(case.terms(0.0))
    scores.setflags(write=False)
    return case, scores
