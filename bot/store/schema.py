"""The schema's version: bring a database up to date, and refuse one that is too old or too new.

Stop, back up, migrate, start: no rolling upgrades. One process migrates at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, func, inspect, select, table

from bot.errors import SchemaAhead, SchemaBehind, SchemaForeign
from bot.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 4_802_271_733
VERSION_TABLE = "alembic_version"
OURS = "inbox"  # has stood since the first revision
RUN_MIGRATE = "the database is of an older version: run `houqin migrate` (after a backup)"
TOO_NEW = "the database is of a newer version than this program: install the newer program"
FOREIGN = "数据库里是别的程序的表：请核对 store.url 和 data_dir，给助手单独的数据库"


def migrate(database: Database) -> None:
    """Bring the database to this program's version; does nothing where it is. Raises SchemaAhead, SchemaForeign."""
    from alembic import command  # noqa: PLC0415 — slow to load, and rarely needed

    with database.write() as connection, _alone(connection):
        if _current(connection) not in _known():
            raise SchemaAhead(TOO_NEW)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def make_ready(database: Database) -> None:
    """Make the tables in an empty database; refuse one of another version or program, as `check` does."""
    if is_empty(database):
        migrate(database)
    check(database)


def is_empty(database: Database) -> bool:
    """Say whether there is not a single table yet. Raises SchemaForeign where the tables are another program's."""
    with database.read() as connection:
        return _current(connection) is None


def check(database: Database) -> None:
    """Raise SchemaBehind, SchemaAhead or SchemaForeign where the database is not of this program's version."""
    with database.read() as connection:
        current = _current(connection)
    known = _known()
    if current not in known:
        raise SchemaAhead(TOO_NEW)
    if current != known[-1]:
        raise SchemaBehind(RUN_MIGRATE)


def _current(connection: Connection) -> str | None:
    """Return the revision, None for an empty database. Other programs use Alembic too."""
    tables = set(inspect(connection).get_table_names())
    current = None
    if VERSION_TABLE in tables:
        current = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    theirs = tables - {VERSION_TABLE}
    if theirs and (current is None or OURS not in theirs):
        raise SchemaForeign(FOREIGN)
    return current


def _known() -> list[str | None]:
    """Return the revisions, oldest first, None (an empty database) before all.

    Their files are named by number, so that a look at the folder is enough and Alembic need not be loaded to start.
    """
    folder = resources.files("bot.store.migrations") / "versions"
    names = sorted(item.name.removesuffix(".py") for item in folder.iterdir() if item.name[:1].isdigit())
    return [None, *(name.split("_")[0] for name in names)]


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 — slow to load

    config = Config()
    config.set_main_option("script_location", str(resources.files("bot.store.migrations")).replace("%", "%%"))
    return config


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    yield
