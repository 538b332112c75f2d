"""Holding: of several writers one at a time has an incident in its hands, and one at a time opens or merges any.

A turn takes the series first and an incident after it, so that no two wait for each other. With one writer all is held.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import serials
from handlers.incident import cases
from handlers.incident.cases import Case, Opening
from handlers.incident.rows import incidents


def hold_series(connection: Connection) -> None:
    """Hold what opens and merges incidents until the transaction ends."""
    for series in (cases.SERIES, cases.DRILLS):
        serials.hold(connection, series)


def held(connection: Connection, case: Case) -> Case:
    """Hold an incident until the transaction ends; returns it as it stands by then."""
    if connection.dialect.name == "sqlite":
        return case
    connection.execute(select(incidents.c.id).where(incidents.c.id == case.id).with_for_update())
    return cases.load(connection, case.id)


def alike(connection: Connection, opening: Opening, since: datetime) -> Case | None:
    """Return the open incident that is likely the same, held; where there is none, nobody else opens one meanwhile."""
    hold_series(connection)
    found = cases.alike(connection, opening, since)
    same = held(connection, found) if found else None
    return same if same is not None and same.state.is_open else None
