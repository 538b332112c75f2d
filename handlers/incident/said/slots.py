"""What a reading carries: everything that was heard as plain values, and which incident is meant."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from handlers.incident.heard import Heard
from handlers.incident.said.which import Which

_KEPT = [
    "kind",
    "place",
    "campus",
    "building",
    "campuses",
    "unit",
    "people",
    "people_kind",
    "approximate",
    "grade",
    "is_sure",
    "on_behalf",
    "actions",
    "is_drill",
    "is_test",
    "is_past",
]


def slots_of(heard: Heard, meant: Which, text: str) -> dict[str, Any]:
    """Return the slots every reading about an incident has.

    incident: its row, None where it is new or not clear; candidates: (row, number) of those it may be.
    """
    values = asdict(heard)
    found = {name: list(values[name]) if isinstance(values[name], tuple) else values[name] for name in _KEPT}
    return {
        "incident": meant.one.id if meant.one else None,
        "number": meant.number,
        "candidates": [[one.id, one.number] for one in meant.candidates] if meant.one is None else [],
        **found,
        "text": text,
    }
