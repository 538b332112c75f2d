"""联系点: which unit a leader has adopted beside those he is in charge of; he gets a copy of its tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Index, Table, select

from bot.store import people
from bot.store.database import RowId, metadata
from bot.store.dated import holds, period
from bot.store.people import Person
from bot.store.sheets import sheet
from bot.store.sheets.appointments import PERSON, check_period, dated
from bot.store.sheets.cells import named
from bot.store.sheets.known import id_of, person_id, person_names, unit_names
from bot.store.sheets.sheet import Sheet
from bot.store.sheets.tables import SINCE, UNTIL
from bot.store.units import above, all_units, units

contact_points = Table(
    "contact_points",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("unit_id", RowId, ForeignKey("units.id"), nullable=False),
    *period(),
    Index("ix_contact_points_unit_id", "unit_id"),
)


def leaders_of(connection: Connection, unit_id: int | None, now: datetime) -> list[Person]:
    """Return the leaders who have adopted a unit, or one above it."""
    if unit_id is None:
        return []
    near = above(unit_id, all_units(connection))
    here = select(contact_points.c.person_id).where(contact_points.c.unit_id.in_(near), holds(contact_points, now))
    return people.people(connection, now, connection.execute(here.distinct()).scalars())


CONTACT_POINTS = Sheet(
    key="contact_points",
    title="联系点",
    columns=(
        PERSON,
        sheet.Column(
            "unit",
            "联系单位",
            named("unit", "单位"),
            required=True,
            example="维修服务中心",
            help="在“单位”表里登记过的",
        ),
        SINCE,
        UNTIL,
    ),
    names={"person": person_names, "unit": unit_names},
    check=check_period,
    **dated(
        contact_points,
        lambda connection, record: {
            "person_id": person_id(connection, record["person"]),
            "unit_id": id_of(connection, units, record["unit"]),
        },
        lambda _connection, _record: {},
        lambda row, called: {"person": called.person[row.person_id], "unit": called.unit[row.unit_id]},
        ("person", "unit"),
    ),
)
