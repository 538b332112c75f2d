"""Two in a row missed 连续缺勤: among the studies of one kind somebody was expected at. Pure.

Leave and 公出 are no missing, and whoever was excused in between did not miss two in a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.study.roster import ABSENT


@dataclass(frozen=True, slots=True)
class Turnout:
    """What became of somebody at a study he was expected at."""

    at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class Run:
    """Studies missed one after another. first, last: when they began; is_latest: he came to none since."""

    count: int
    first: datetime
    last: datetime
    is_latest: bool


def missed(turnouts: Sequence[Turnout], least: int) -> Run | None:
    """Return the last run of at least `least` studies missed, None where there is none. turnouts: in any order."""
    ordered = sorted(turnouts, key=lambda one: one.at)
    found: Run | None = None
    run: list[Turnout] = []
    for one in ordered:
        run = [*run, one] if one.status == ABSENT else []
        if len(run) >= least:
            found = Run(len(run), run[0].at, run[-1].at, is_latest=one is ordered[-1])
    return found
