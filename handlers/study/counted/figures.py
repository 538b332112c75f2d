"""Attendance in numbers: of a person, a branch, a kind, a year, whatever was grouped. Pure.

The law: 应到 = 实到 + 请假 + 公出 + 缺勤 + 未签, each entry in exactly one of them. 出勤率 = 实到/应到, leave shown
apart and never hidden in it. 补学 stands beside: it makes nobody present. 列席, 免签, 不计入 are in none of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.study.roster import (
    ABSENT,
    APART,
    ATTENDS,
    LEAVE,
    MISSING,
    NEED_NOT,
    ON_DUTY,
    SITS_IN,
    THERE,
    Entry,
)

NO_RATE = "—"


@dataclass(frozen=True, slots=True)
class Cell:
    """Entries of rosters that stand alike, and how many they are. made_up: whether they were studied later 补学."""

    belongs: str
    status: str
    made_up: bool
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """Some entries counted. of: 应到 by status; later: of those not there, who studied it later."""

    of: Mapping[str, int]
    later: int = 0
    sitting_in: int = 0
    need_not: int = 0
    apart: int = 0

    @property
    def expected(self) -> int:
        """Return 应到."""
        return sum(self.of.values())

    @property
    def there(self) -> int:
        """Return 实到: 正常, 迟到, 线上 and 补签."""
        return sum(self.of.get(status, 0) for status in THERE)

    @property
    def leave(self) -> int:
        """Return 请假."""
        return self.of.get(LEAVE, 0)

    @property
    def on_duty(self) -> int:
        """Return 公出."""
        return self.of.get(ON_DUTY, 0)

    @property
    def absent(self) -> int:
        """Return 缺勤."""
        return self.of.get(ABSENT, 0)

    @property
    def unsigned(self) -> int:
        """Return 未签: of whom nothing is known, because signing in is still open."""
        return self.of.get(MISSING, 0)

    @property
    def rate(self) -> str:
        """Return 出勤率 as it is said, 85.7%; a dash where nobody was expected."""
        return f"{self.there * 100 / self.expected:.1f}".removesuffix(".0") + "%" if self.expected else NO_RATE


def figure(cells: Iterable[Cell]) -> Figure:
    """Count cells, in whatever order they come."""
    of: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    later = 0
    for cell in cells:
        if cell.belongs == ATTENDS:
            of[cell.status] += cell.count
            later += cell.count if cell.made_up and cell.status not in THERE else 0
        elif cell.belongs != SITS_IN or cell.status in THERE:
            aside[cell.belongs] += cell.count
    return Figure(of, later, aside[SITS_IN], aside[NEED_NOT], aside[APART])


def added(figures: Iterable[Figure]) -> Figure:
    """Add figures up."""
    known = list(figures)
    of: Counter[str] = Counter()
    for one in known:
        of.update(one.of)
    return Figure(
        of,
        sum(one.later for one in known),
        sum(one.sitting_in for one in known),
        sum(one.need_not for one in known),
        sum(one.apart for one in known),
    )


def cells_of(entries: Iterable[Entry]) -> list[Cell]:
    """Return entries as cells of one each."""
    return [Cell(one.belongs, one.status, one.made_up_at is not None, 1) for one in entries]


NOTHING = Figure({})
