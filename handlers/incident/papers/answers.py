"""What was answered of a summary's 要素, as rows: cause, blame, lessons; the measures with person and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store.database import insert_or_update
from handlers.incident.papers.elements import Measure, Said
from handlers.incident.papers.rows import elements, measures

UNIQUE = ("incident_id", "name")


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure as it stands. person_id: None where the name is of nobody enrolled. due: as said."""

    number: int
    text: str
    person_id: int | None
    person: str
    due_on: date | None
    due: str


def texts_of(connection: Connection, incident_id: int) -> dict[str, str]:
    """Return what was answered, by element."""
    rows = connection.execute(select(elements.c.name, elements.c.text).where(elements.c.incident_id == incident_id))
    return {row.name: row.text for row in rows}


def measures_of(connection: Connection, incident_id: int) -> list[Planned]:
    """Return the measures in their order."""
    columns = [measures.c[name] for name in Planned.__slots__]
    rows = connection.execute(select(*columns).where(measures.c.incident_id == incident_id).order_by(measures.c.number))
    return [Planned(*row) for row in rows]


def keep(connection: Connection, incident_id: int, said: Said, by: int | None, now: datetime) -> None:
    """Keep the texts that were given; a later one replaces."""
    for name, text in said.texts:
        row = {"incident_id": incident_id, "name": name, "text": text, "said_by": by, "at": now}
        connection.execute(insert_or_update(connection, elements, row, unique=UNIQUE))


def keep_measure(
    connection: Connection, incident_id: int, one: Measure, person_id: int | None, now: datetime
) -> Planned | None:
    """Keep a measure: another one, the next by its number, or in the place of the one it replaces; None: no such."""
    here = measures.c.incident_id == incident_id
    row: dict[str, Any] = {"text": one.text, "person_id": person_id, "person": one.person, "due_on": one.due_on}
    row |= {"due": one.due, "at": now}
    following = (connection.execute(select(func.max(measures.c.number)).where(here)).scalar() or 0) + 1
    number = one.number
    if number and number != following:
        again = update(measures).where(here, measures.c.number == number).values(**row).returning(measures.c.id)
        if connection.execute(again).first() is None:
            return None
    else:
        number = following
        connection.execute(insert(measures).values(incident_id=incident_id, number=number, **row))
    return Planned(number, one.text, person_id, one.person, one.due_on, one.due)


def drop_measure(connection: Connection, incident_id: int, number: int) -> bool:
    """Drop a measure; those after it move up. Returns whether there was one."""
    here = measures.c.incident_id == incident_id
    gone = delete(measures).where(here, measures.c.number == number).returning(measures.c.id)
    if connection.execute(gone).first() is None:
        return False
    for later in [one.number for one in measures_of(connection, incident_id) if one.number > number]:
        up = update(measures).where(here, measures.c.number == later)
        connection.execute(up.values(number=later - 1))
    return True
