"""A reading as JSON, as `houqin when` prints it: local times without a zone, days without a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scheduler.when.value import Grain, Kind, When

FORMS = {Grain.DAY: "%Y-%m-%d"}
MINUTES = "%Y-%m-%dT%H:%M"


def as_json(when: When) -> dict[str, Any]:
    """Return the reading; of what recurs `next` is the first time, and `start` stays empty."""
    recurs = when.kind is Kind.RECUR
    return {
        "kind": when.kind.value,
        "start": None if recurs else _written(when.start, when.grain),
        "end": _written(when.end, when.grain),
        "grain": when.grain.value,
        "rrule": when.rrule or None,
        "matched": when.matched,
        "rest": when.rest,
        "question": when.question or None,
        "refused": when.refused or None,
        "next": _written(when.start, when.grain) if recurs else None,
    }


def _written(moment: datetime | None, grain: Grain) -> str | None:
    return None if moment is None else moment.strftime(FORMS.get(grain, MINUTES))
