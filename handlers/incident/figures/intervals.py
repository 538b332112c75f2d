"""How long it took, of one incident and of several. Pure.

The law: every interval runs from the moment the incident was reported (opened_at) to the moment something was done, not
to the moment it was written down; what was done before the report counts as done at once. 收到: the leader in charge or
his deputy. 到场: who must be there, the leader in charge, for what is 一般 whoever heads the scene. 报告: the first
chief that was told by a person; where the department demands all, the last. 控制: it was under control. An incident
in which something was never recorded has no such interval, and is not counted there.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.incident.matter import Incident
from handlers.incident.state import GRADES


class Interval(StrEnum):
    """What is measured, in the office's words."""

    ACKNOWLEDGED = "收到"
    SCENE = "到场"
    REPORTED_UP = "报告"
    CONTROLLED = "控制"


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took in several incidents. count: in how many it is known. Minutes."""

    count: int
    median: float
    worst: float


def minutes(
    incident: Incident, opened_at: datetime, told_chiefs: Sequence[datetime | None], *, report_to_all: bool
) -> dict[Interval, float]:
    """Return how many minutes each took; what was never recorded is left out.

    told_chiefs: when each chief it is to be reported to was told, None where he was not.
    """
    known = {
        Interval.ACKNOWLEDGED: incident.acknowledged_at,
        Interval.SCENE: _attended_at(incident),
        Interval.REPORTED_UP: _reported_at(told_chiefs, report_to_all=report_to_all),
        Interval.CONTROLLED: incident.controlled_at,
    }
    return {which: max((at - opened_at) / timedelta(minutes=1), 0.0) for which, at in known.items() if at is not None}


def spread(values: Iterable[float]) -> Spread | None:
    """Return how several values lie; None where there are none."""
    known = list(values)
    return Spread(len(known), round(statistics.median(known), 1), round(max(known), 1)) if known else None


def _attended_at(incident: Incident) -> datetime | None:
    times = [incident.arrived_at, incident.scene_head_at if incident.grade == GRADES[0] else None]
    return min((one for one in times if one is not None), default=None)


def _reported_at(told_chiefs: Sequence[datetime | None], *, report_to_all: bool) -> datetime | None:
    told = [one for one in told_chiefs if one is not None]
    if report_to_all:
        return max(told) if told and len(told) == len(told_chiefs) else None
    return min(told, default=None)
