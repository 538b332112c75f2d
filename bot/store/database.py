"""The store's ground: open a database, read from it, write to it.

SQLite has one writer: `Database.write()` takes a ticket (first come, first served) and then BEGIN IMMEDIATE, because
`busy_timeout` is no queue and starves. A write transaction holds no network call, search or file work. `read()` never
upgrades to a write. On PostgreSQL both are ordinary transactions. Nothing else may call the engine.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    Engine,
    Executable,
    Insert,
    Integer,
    MetaData,
    Table,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from bot.errors import StoreError
from bot.store.engines import open_engine
from bot.store.watching import Watch

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Row numbers: 64 bit on PostgreSQL, SQLite's own rowid otherwise.
RowId = BigInteger().with_variant(Integer, "sqlite")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment: timestamptz on PostgreSQL, whole microseconds since 1970 on SQLite. Naive values are refused."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise StoreError(f"a naive time ({value.isoformat()}) may not be stored; attach its zone first")
        return value.astimezone(UTC) if dialect.name == "postgresql" else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value.astimezone(UTC) if dialect.name == "postgresql" else EPOCH + value * MICROSECOND
        return moment


class Turnstile:
    """A lock that is passed on in the order it was asked for; `threading.Lock` makes no such promise."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def __enter__(self) -> None:
        with self._lock:
            if not self._held:
                self._held = True
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        ticket.acquire()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


class Database:
    """An open database. `write()` and `read()` give a connection inside a transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turnstile = Turnstile()
        self._reader = engine if self.is_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
        self._watch = Watch(engine) if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether there is one writer at a time."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside a write transaction, committed at the end, rolled back when the block raises."""
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._turnstile, self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent moment and must not write."""
        with self._reader.connect().execution_options(reading=True) as connection:
            try:
                yield connection
            finally:
                connection.rollback()

    def version(self) -> int | None:
        """Return a number that is another one after every commit of anybody; None on PostgreSQL, which counts none.

        What was read after it was taken still holds in a write transaction that finds the same number.
        """
        return self._watch.version() if self._watch else None

    def close(self) -> None:
        """Close every connection."""
        if self._watch:
            self._watch.close()
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `sqlite:///PATH` or `postgresql+psycopg://…`. Raises SettingsError, StoreUnusable as `open_engine` does."""
    return Database(open_engine(url))


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, unique: Sequence[str]
) -> None:
    """Insert `rows` (all with the same columns), but for those whose `unique` columns stand already.

    The statement is built once and the rows are its parameters: a statement that holds the values of many rows would be
    compiled for each group, which costs more than the insert.
    """
    if rows:
        connection.execute(_insert_of_new(connection.dialect.name, table, tuple(unique)), list(rows))


def insert_one_new(
    connection: Connection, table: Table, row: Mapping[str, Any], *, unique: Sequence[str]
) -> int | None:
    """Insert `row` and return its id; None where its `unique` columns stand already."""
    inserted: int | None = connection.scalar(_returning_id(connection.dialect.name, table, tuple(unique)), dict(row))
    return inserted


@cache
def _returning_id(dialect: str, table: Table, unique: tuple[str, ...]) -> Executable:
    return _insert_of_new(dialect, table, unique).returning(table.c.id)


@cache
def _insert_of_new(dialect: str, table: Table, unique: tuple[str, ...]) -> sqlite.Insert | postgresql.Insert:
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return statement.on_conflict_do_nothing(index_elements=list(unique))


def put_row(connection: Connection, table: Table, row: Mapping[str, Any], *, unique: Sequence[str]) -> None:
    """Insert `row`, or overwrite the other columns where the `unique` columns stand already. Values only, no SQL."""
    statement = _insert_or_update(connection.dialect.name, table, tuple(row), tuple(unique))
    connection.execute(statement, dict(row))


@cache
def _insert_or_update(dialect: str, table: Table, columns: tuple[str, ...], unique: tuple[str, ...]) -> Executable:
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    changed = {name: statement.excluded[name] for name in columns if name not in unique}
    return statement.on_conflict_do_update(index_elements=list(unique), set_=changed)


def insert_or_update(connection: Connection, table: Table, row: Mapping[str, Any], *, unique: Sequence[str]) -> Insert:
    """Build an INSERT of `row` that overwrites the other columns where the `unique` columns stand already."""
    statement = _insert(connection, table).values(dict(row))
    changed = {name: statement.excluded[name] for name in row if name not in unique}
    return statement.on_conflict_do_update(index_elements=list(unique), set_=changed)


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
