"""Incidents counted: by kind, unit and month, drills apart. Pure; nobody's name gets in here.

The law: what only few may know is counted as such from five on; below, it is put to 其他 together with as many ordinary
kinds as make that five, so that nobody can tell it by what is left. 误报, 转报修, 转隐患 and 已合并 are no incidents:
they are counted apart and measure nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.incident.figures.intervals import Interval, Spread, spread
from handlers.incident.matter import Stage

LEAST_OF_FEW = 5
OTHERS, NO_UNIT = "其他", "未定单位"
ASIDE = (Stage.FALSE_ALARM, Stage.TO_REPAIR, Stage.TO_HAZARD, Stage.MERGED)


@dataclass(frozen=True, slots=True)
class Counted:
    """One incident as it is counted. month: 2026-11. minutes: how long each interval took, where it is known."""

    kind: str
    unit: str
    month: str
    stage: Stage
    is_drill: bool = False
    minutes: Mapping[Interval, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of figures: what is counted, how many, how many are still open, and how long each interval took."""

    name: str
    count: int
    open: int
    spreads: Mapping[Interval, Spread | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a period. aside: how many were no incidents, by what they were. drills: by kind."""

    total: Line
    kinds: Sequence[Line]
    units: Sequence[Line]
    months: Sequence[Line]
    drill_total: Line
    drills: Sequence[Line]
    aside: Mapping[Stage, int]


def figures(ledger: Iterable[Counted], few_only: Collection[str], units: Sequence[str] = ()) -> Figures:
    """Count a ledger. few_only: the kinds only few may know of. units: in the office's order."""
    everything = list(ledger)
    real = [one for one in everything if one.stage not in ASIDE and not one.is_drill]
    drills = [one for one in everything if one.stage not in ASIDE and one.is_drill]
    order = {name: place for place, name in enumerate(units)}
    return Figures(
        total=_line("合计", real),
        kinds=_kinds(real, few_only),
        units=sorted(_lines(real, lambda one: one.unit or NO_UNIT), key=lambda line: order.get(line.name, len(order))),
        months=sorted(_lines(real, lambda one: one.month), key=lambda line: line.name),
        drill_total=_line("合计", drills),
        drills=_kinds(drills, few_only),
        aside=Counter(one.stage for one in everything if one.stage in ASIDE and not one.is_drill),
    )


def _kinds(some: Sequence[Counted], few_only: Collection[str]) -> list[Line]:
    """Count by kind, the most first, 其他 last."""
    among = _others(Counter(one.kind for one in some), few_only)
    lines = _lines(some, lambda one: OTHERS if one.kind in among else one.kind)
    return sorted(lines, key=lambda line: (line.name == OTHERS, -line.count, line.name))


def _others(counts: Mapping[str, int], few_only: Collection[str]) -> set[str]:
    """Return which kinds are put together: the hidden ones, and ordinary ones until nothing can be told from them."""
    hidden = {kind for kind, count in counts.items() if kind in few_only and count < LEAST_OF_FEW}
    if not hidden:
        return set()
    among = set(hidden)
    for kind in sorted(counts.keys() - hidden, key=lambda kind: (kind in few_only, counts[kind], kind)):
        if among != hidden and sum(counts[one] for one in among) >= LEAST_OF_FEW:
            break
        among.add(kind)
    return among


def _lines(some: Iterable[Counted], name_of: Callable[[Counted], str]) -> list[Line]:
    groups: dict[str, list[Counted]] = {}
    for one in some:
        groups.setdefault(name_of(one), []).append(one)
    return [_line(name, group) for name, group in groups.items()]


def _line(name: str, group: Sequence[Counted]) -> Line:
    spreads = {which: spread(one.minutes[which] for one in group if which in one.minutes) for which in Interval}
    return Line(name, len(group), sum(one.stage is not Stage.CLOSED for one in group), spreads)
