"""The incident slice: reported, taken, attended, passed on, closed; and told upwards while nobody takes it."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Message
from bot.registry import Slice
from bot.router import Reading
from bot.situation import Situation
from bot.unreached import UNREACHED
from handlers.incident import endings, escalation, handing, legs, report, saying, taking_back, unreached, updates
from handlers.incident.figures import acts as figures
from handlers.incident.papers import acts as papers
from handlers.incident.papers.assigning import Assign, assigning
from handlers.incident.papers.said import ASSIGN


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message: what is said of papers is not heard as an incident once more."""
    return papers.read(message, situation) or saying.read(message, situation)


SLICE = Slice(
    name="incident",
    read=read,
    facts=papers.facts,
    acts={
        report.REPORT: report.report,
        report.DRILL: report.drill,
        "incident.ack": legs.acknowledged,
        "incident.en_route": legs.en_route,
        "incident.arrived": legs.arrived,
        "incident.controlled": legs.controlled,
        "incident.reported_up": legs.reported_up,
        "incident.notified_dept": legs.informed,
        "incident.reached": legs.reached,
        "incident.confirm": legs.confirmed,
        "incident.delegate": handing.delegated,
        **endings.ACTS,
        **updates.ACTS,
        **figures.ACTS,
        **papers.ACTS,
    },
    dues={escalation.RUNG: escalation.DUE, UNREACHED: unreached.DUE, **papers.DUES},
    undos={taking_back.STEP: taking_back.take_back, **endings.UNDOS},
)


def slice_of(assign: Assign) -> Slice:
    """Return the slice. assign: makes a task of a measure of a summary."""
    return replace(SLICE, acts={**SLICE.acts, ASSIGN: assigning(assign)})
