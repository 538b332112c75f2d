"""Serial numbers without gaps: 1, 2, 3 … in a series, each given with what it numbers or not at all.

The row of a series stays locked until the transaction ends; one that is rolled back gives its number back.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, String, Table, select, update

from bot.store.database import insert_new, insert_or_update, metadata

serials = Table(
    "serials",
    metadata,
    Column("series", String(20), primary_key=True),
    Column("last", Integer, nullable=False),
)


def hold(connection: Connection, series: str) -> None:
    """Let nobody else take a number of a series until the transaction ends; with one writer nobody can."""
    if connection.dialect.name != "sqlite":
        insert_new(connection, serials, [{"series": series, "last": 0}], unique=("series",))
        connection.execute(select(serials.c.last).where(serials.c.series == series).with_for_update())


def next_serial(connection: Connection, series: str) -> int:
    """Return the next number of a series such as SJ, the first is 1."""
    insert_new(connection, serials, [{"series": series, "last": 0}], unique=("series",))
    taken = update(serials).where(serials.c.series == series).values(last=serials.c.last + 1).returning(serials.c.last)
    return int(connection.execute(taken).scalar_one())


def last_of(connection: Connection, series: str) -> int:
    """Return the last number given in a series, 0 where none was."""
    return int(connection.execute(select(serials.c.last).where(serials.c.series == series)).scalar() or 0)


def go_on_from(connection: Connection, series: str, last: int) -> None:
    """Let a series go on after `last`, for what was numbered elsewhere before."""
    row = {"series": series, "last": last}
    connection.execute(insert_or_update(connection, serials, row, unique=("series",)))
