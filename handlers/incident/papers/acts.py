"""What the papers bring to the incident slice: readings, facts, acts by intent, what time brings."""

from __future__ import annotations

from collections.abc import Mapping

from bot.registry import Act, Due
from handlers.incident.papers import drafting, due, giving, signing
from handlers.incident.papers.assigning import assigning
from handlers.incident.papers.known import facts
from handlers.incident.papers.said import ASSIGN, read

__all__ = ["ACTS", "DUES", "facts", "read"]

ACTS: Mapping[str, Act] = {
    "incident.first_report": giving.first_report,
    "incident.follow_up": giving.follow_up,
    "incident.progress": giving.progress,
    "incident.draft": drafting.draft,
    "incident.elements": drafting.answered,
    "incident.drafter": drafting.given_to_drafter,
    "incident.summary": signing.handed_in,
    "incident.sign": signing.accepted,
    "incident.return": signing.returned,
    ASSIGN: assigning(None),
}
DUES: Mapping[str, Due] = {due.REMIND: due.DUE}
