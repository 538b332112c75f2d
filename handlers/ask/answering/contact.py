"""Whom to ask where the documents are silent: who runs the unit a question names, else the office's contact."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.situation import Situation
from bot.store.in_charge import runners_of
from bot.store.units import find_unit


def contact_for(connection: Connection, question: str, situation: Situation) -> str:
    """Name whom to ask; among outsiders nobody's name is said."""
    if not situation.hears_department_documents:
        return situation.contact
    unit = find_unit(connection, question)
    runner = next(iter(runners_of(connection, unit.id, situation.now)), None) if unit else None
    return f"{unit.name} {runner.called}" if unit and runner else situation.contact
