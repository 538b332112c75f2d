"""Serial numbers without gaps: 1, 2, 3 … in a series, each given with what it numbers or not at all.

The row of a series stays locked until the transaction ends; one that is rolled back gives its number back.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, String, Table, select, update

from bot.store.database import insert_new, metadata

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
