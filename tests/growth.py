"""How work grows with what it is given: by ratio in one run, never by seconds on a machine that is shared."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES, SHARE = 3, 4
MOST = 10.0  # a quarter of the text takes a quarter of the time; quadratic work would take a sixteenth
SLACK_S = 0.05  # what is as quick as this tells nothing


def grows_with(work: Callable[[int], object], size: int) -> None:
    """Fail where `work(size)` takes far more than its share over `work(size // 4)`: the best of three each."""
    small, large = (_best_s(work, one) for one in (size // SHARE, size))
    assert large < MOST * small + SLACK_S, f"{size // SHARE}: {small:.3f} s, {size}: {large:.3f} s"


def _best_s(work: Callable[[int], object], size: int) -> float:
    took = []
    for _ in range(TIMES):
        began = time.process_time()
        work(size)
        took.append(time.process_time() - began)
    return min(took)
