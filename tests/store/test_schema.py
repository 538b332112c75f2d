"""The schema: revisions and tables say the same, one process migrates at a time, a foreign version is refused."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.errors import SchemaAhead, SchemaBehind, SchemaForeign
from bot.store import schema
from bot.store.database import Database, metadata, open_database

ROOT = Path(__file__).parent.parent.parent
MIGRATE = "import sys; from bot.store import schema; from bot.store.database import open_database; "
MIGRATE += "database = open_database(sys.argv[1]); schema.migrate(database); schema.check(database)"
NUMBERS = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table."""
    if request.param == "sqlite":
        database = open_database(f"sqlite:///{tmp_path / 'bare.db'}")
    else:
        server: Database = request.getfixturevalue("postgres")
        name = f"bare{next(NUMBERS)}"
        with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        url = server.engine.url.set(database=name)
        database = open_database(url.render_as_string(hide_password=False))
    yield database
    database.close()


def drift(connection: Connection) -> list[object]:
    """Return what Alembic would still change. On SQLite it misreads empty defaults."""
    defaults = connection.dialect.name != "sqlite"
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": defaults})
    return list(compare_metadata(context, metadata))


def test_the_revisions_make_exactly_the_tables_of_the_code(bare: Database) -> None:
    """Tables, columns, types, defaults, indexes: nothing is left to change."""
    schema.migrate(bare)
    with bare.write() as connection:
        assert drift(connection) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, schema.VERSION_TABLE}


def test_partial_indexes_are_made_by_the_revisions_too(bare: Database) -> None:
    """Alembic does not compare their conditions; the queues live by them."""
    schema.migrate(bare)
    with bare.read() as connection:
        stated = {
            index.name
            for table in metadata.sorted_tables
            for index in table.indexes
            if index.dialect_options[connection.dialect.name]["where"] is not None
        }
        query = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
            "postgresql": "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '% WHERE %'",
        }
        made = set(connection.scalars(text(query[connection.dialect.name])))
    assert made == stated
    assert stated


def test_migrating_twice_changes_nothing(bare: Database) -> None:
    """The command may be typed again."""
    assert schema.is_empty(bare)
    schema.migrate(bare)
    schema.migrate(bare)
    schema.check(bare)
    assert not schema.is_empty(bare)


def test_an_older_database_names_the_command(bare: Database) -> None:
    """Never touched by itself once there is something in it."""
    with pytest.raises(SchemaBehind, match="houqin migrate"):
        schema.check(bare)


def test_a_newer_database_is_left_alone(bare: Database) -> None:
    """Neither used nor migrated."""
    schema.migrate(bare)
    with bare.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaAhead, match="newer"):
        schema.check(bare)
    with pytest.raises(SchemaAhead):
        schema.migrate(bare)


@pytest.mark.parametrize("version", ["", "abc123"])
def test_the_tables_of_another_program_are_left_alone(bare: Database, version: str) -> None:
    """Neither used, nor migrated, nor taken for an empty database; nor for a newer one, where Alembic made them."""
    with bare.write() as connection:
        connection.execute(text("CREATE TABLE customers (id INTEGER PRIMARY KEY)"))
        if version:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
    for use in (schema.check, schema.migrate, schema.is_empty, schema.make_ready):
        with pytest.raises(SchemaForeign, match="别的程序"):
            use(bare)
    with bare.read() as connection:
        assert set(inspect(connection).get_table_names()) <= {"customers", "alembic_version"}


def test_a_migration_that_breaks_leaves_nothing(bare: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or nothing, on both databases."""
    from alembic import command  # noqa: PLC0415

    upgrade = command.upgrade

    def broken(config: object, revision: str) -> None:
        upgrade(config, revision)  # type: ignore[arg-type]
        raise RuntimeError("power cut")

    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(RuntimeError):
        schema.migrate(bare)
    monkeypatch.undo()
    assert schema.is_empty(bare)
    schema.migrate(bare)
    schema.check(bare)


def test_several_processes_may_migrate_at_once(bare: Database) -> None:
    """One does it, the others find it done."""
    url = bare.engine.url.render_as_string(hide_password=False)
    processes = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, url], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)
    ]
    ended = [(process.communicate(timeout=60)[1].decode(), process.returncode) for process in processes]
    assert [code for _, code in ended] == [0, 0, 0], ended
    schema.check(bare)
