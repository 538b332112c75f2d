"""Dated rows: what holds from a moment until another, with its history kept.

A dated table has the columns `since` (first moment) and `until` (first moment after; None: still holds). Nothing is
overwritten: what changes is closed, and a new row begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Connection, Table, and_, insert, or_, select, update

from bot.store.database import UtcTime

#: A row closed less than this ago is opened again instead of written anew: an import taken back leaves no scar.
CORRECTION = timedelta(days=1)


def period() -> tuple[Column[datetime], Column[datetime]]:
    """Return the two columns every dated table has."""
    return Column("since", UtcTime, nullable=False), Column("until", UtcTime)


def holds(table: Table, now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Build the condition that a row of a dated table holds at `now`."""
    return (table.c.since <= now) & or_(table.c.until.is_(None), table.c.until > now)


def equal(table: Table, values: Mapping[str, Any]) -> ColumnElement[bool]:
    """Build the condition that a row has `values`, None as NULL, in a form both databases find by index."""
    return and_(
        *(table.c[name].is_(None) if value is None else table.c[name] == value for name, value in values.items())
    )


def change_to(
    connection: Connection,
    table: Table,
    among: ColumnElement[bool],
    wanted: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Make `wanted` what holds from `now` on of the rows `among`: close the others, keep the equal, begin the new.

    Each of `wanted` gives every column but the id and the period.
    """
    names = [column.name for column in table.columns if column.name not in ("id", "since", "until")]
    standing = connection.execute(select(table).where(among, holds(table, now))).mappings().all()
    kept: list[Mapping[str, Any]] = []
    for row in standing:
        values = {name: row[name] for name in names}
        if values in wanted and values not in kept:
            kept.append(values)
        else:
            connection.execute(update(table).where(table.c.id == row["id"]).values(until=now))
    for new in wanted:
        if new not in kept:
            kept.append(new)
            _begin(connection, table, new, now)


def _begin(connection: Connection, table: Table, values: Mapping[str, Any], now: datetime) -> None:
    lately = (table.c.until > now - CORRECTION) & (table.c.until <= now) & (table.c.since < table.c.until)
    closed = select(table.c.id).where(equal(table, values), lately).order_by(table.c.until.desc()).limit(1)
    again = connection.execute(closed).scalar()
    if again is None:
        connection.execute(insert(table).values(**values, since=now))
    else:
        connection.execute(update(table).where(table.c.id == again).values(until=None))
