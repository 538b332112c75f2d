"""The incident slice: reported, taken, attended, passed on, closed; and told upwards while nobody takes it."""

from __future__ import annotations

from bot.registry import Slice
from handlers.incident import endings, escalation, handing, known, legs, report, saying, taking_back, updates
from handlers.incident.figures import acts as figures

SLICE = Slice(
    name="incident",
    read=saying.read,
    facts=known.facts,
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
    },
    dues={escalation.RUNG: escalation.DUE},
    undos={taking_back.STEP: taking_back.take_back, **endings.UNDOS},
)
