"""The invented department, enrolled once for all tests of a process and then put into any database by copying rows."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.store.accounts import Account, Owner, accounts, enrol
from bot.store.database import Database, metadata, open_database
from bot.store.sheets.sample import load_sample_office

Rows = list[dict[str, object]]


def put_office(database: Database, now: datetime, *, platforms: tuple[str, ...] = ()) -> None:
    """Put the invented department into an empty database, as its import at that time would.

    platforms: where everybody has an account besides, of the same name.
    """
    put_rows(database, _prepared(now, platforms))


def put_rows(database: Database, rows: dict[str, Rows]) -> None:
    """Put rows into an empty database, by table; what is numbered goes on after them."""
    with database.write() as connection:
        for table in metadata.sorted_tables:
            if table.name not in rows:
                continue
            connection.execute(insert(table), rows[table.name])
            if connection.dialect.name == "postgresql" and "id" in table.columns:
                last = select(func.setval(func.pg_get_serial_sequence(table.name, "id"), func.max(table.c.id)))
                connection.execute(last)


@cache
def _prepared(now: datetime, platforms: tuple[str, ...]) -> dict[str, Rows]:
    database = open_database(f"sqlite:///{Path(tempfile.mkdtemp(prefix='houqin-office-')) / 'houqin.db'}")
    metadata.create_all(database.engine)
    load_sample_office(database, now)
    with database.write() as connection:
        for row in connection.execute(select(accounts.c.account, accounts.c.person_id)).all():
            for platform in platforms if row.person_id is not None else ():
                enrol(connection, Account(platform, row.account), Owner(person_id=row.person_id), now)
    found = rows_of(database)
    database.close()
    return found


def rows_of(database: Database) -> dict[str, Rows]:
    """Return every row of a database, by table."""
    with database.read() as connection:
        found = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }
    return {name: rows for name, rows in found.items() if rows}
