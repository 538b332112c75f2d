"""首报 is offered once, in the answer to the first thing the leader in charge or his deputy registers."""

from __future__ import annotations

from handlers.incident.choosing import Doing
from handlers.incident.leaders import Part
from handlers.incident.papers.words import OFFER


def offer(before: Doing) -> str:
    """Return the line that offers 首报; empty for anybody else, and later on."""
    state = before.case.state
    is_first = state.acknowledged_at is None and state.arrived_at is None
    return OFFER if is_first and before.for_whom is None and before.part in (Part.LEADER, Part.DEPUTY) else ""
