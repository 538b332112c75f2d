"""勿扰时段: when the people of a unit are left alone, and those who come off a night shift of the duty roster.

A unit without a row of its own has that of the nearest unit above it; where there is none, the house's quiet hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, Column, Connection, ForeignKey, String, Table, UniqueConstraint, select

from bot.spans import Rest, Span, free_at, is_at_night, read_spans
from bot.store import shifts
from bot.store.database import RowId, metadata
from bot.store.office_settings import QUIET_FROM, QUIET_UNTIL, value_of
from bot.store.people import persons
from bot.store.units import above, all_units

NIGHT_SHIFT = "夜班"
AFTER_A_NIGHT = (Span(time(8), time(14)),)  # until the office writes its own
LOOKED_BACK = timedelta(hours=24)

quiet_hours = Table(
    "quiet_hours",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("shift", String(10), nullable=False, server_default=""),
    Column("spans", JSON, nullable=False),
    UniqueConstraint("unit_id", "shift"),
)


def of_the_house(connection: Connection) -> tuple[Span, ...]:
    """Return the quiet hours of whoever has no other."""
    start, end = value_of(connection, QUIET_FROM), value_of(connection, QUIET_UNTIL)
    return () if start == end else (Span(start, end),)


def free_in_the_house(connection: Connection, moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment from `moment` on outside the house's quiet hours."""
    return free_at(Rest(of_the_house(connection)), moment, zone)


def rests(connection: Connection, ids: Iterable[int], now: datetime, zone: ZoneInfo) -> dict[int, Rest]:
    """Return when each of some people is left alone, about `now`."""
    wanted = list(ids)
    rows = connection.execute(select(quiet_hours.c.unit_id, quiet_hours.c.shift, quiet_hours.c.spans)).all()
    own = {row.unit_id: _spans(row.spans) for row in rows if row.unit_id is not None}
    after = next((_spans(row.spans) for row in rows if row.shift == NIGHT_SHIFT), AFTER_A_NIGHT)
    worked = _nights(connection, now, zone)
    units = connection.execute(select(persons.c.id, persons.c.unit_id).where(persons.c.id.in_(wanted)))
    tree, house = all_units(connection) if own else [], of_the_house(connection)
    found = {}
    for row in units:
        over = above(row.unit_id, tree) if own and row.unit_id is not None else []
        spans = next((own[unit] for unit in over if unit in own), house)
        nights = tuple(worked.get(row.id, ()))
        found[row.id] = Rest(spans, nights, after if nights else ())
    return found


def _nights(connection: Connection, now: datetime, zone: ZoneInfo) -> Mapping[int, list[tuple[datetime, datetime]]]:
    """Return the night shifts that run, or ended lately, by their officer."""
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for one in shifts.between(connection, now - LOOKED_BACK, now + timedelta(microseconds=1)):
        if is_at_night(one.starts_at, one.ends_at, zone):
            found.setdefault(one.officer_id, []).append((one.starts_at, one.ends_at))
    return found


def _spans(written: Iterable[str]) -> tuple[Span, ...]:
    return tuple(span for one in written for span in read_spans(one))
