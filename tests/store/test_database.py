"""The store's pitfalls, each once seen."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError, StatementError

from bot.errors import SettingsError, StoreError, StoreUnusable
from bot.store import timers
from bot.store.database import EPOCH, Database, Turnstile, UtcTime, open_database
from bot.store.journal import journal

SHANGHAI = timezone(timedelta(hours=8))


def test_a_time_comes_back_aware_and_equal(database: Database) -> None:
    """Offsets are converted, never dropped."""
    at = datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI)
    with database.write() as connection:
        timers.set_timer(connection, "k", "s", at)
        found = timers.next_due(connection)
    assert found == at
    assert found is not None
    assert found.utcoffset() == timedelta()


def test_a_naive_time_is_refused(database: Database) -> None:
    """There is no guess about whose eight o'clock it is."""
    with pytest.raises((StoreError, StatementError)), database.write() as connection:
        timers.set_timer(connection, "k", "s", datetime(2026, 11, 23, 8, 0))  # noqa: DTZ001


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_sqlite_keeps_microseconds(moment: datetime) -> None:
    """Whole microseconds since 1970, without loss."""
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    column = UtcTime()
    stored = column.process_bind_param(moment, sqlite.dialect())
    assert column.process_result_value(stored, sqlite.dialect()) == moment
    assert stored == (moment - EPOCH) // timedelta(microseconds=1)


def test_a_raising_block_leaves_nothing(database: Database, now: datetime) -> None:
    """Rolled back whole."""
    with pytest.raises(ZeroDivisionError), database.write() as connection:  # noqa: PT012
        timers.set_timer(connection, "k", "s", now)
        _ = 1 // 0
    with database.read() as connection:
        assert timers.next_due(connection) is None


def test_a_failed_statement_in_a_savepoint_leaves_the_rest(database: Database, now: datetime) -> None:
    """The savepoint is inside the transaction, not the transaction itself."""
    with database.write() as connection:
        timers.set_timer(connection, "k", "s", now)
        with pytest.raises(Exception, match=r"(?i)unique|duplicate"), connection.begin_nested():  # noqa: PT012
            row = {"kind": "k", "subject": "s", "step": 0, "due_at": now, "data": {}}
            connection.execute(insert(timers.timers), [row])
        timers.set_timer(connection, "k2", "s", now)
    with database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(timers.timers)) == 2


def test_reading_takes_no_write_lock(sqlite: Database, now: datetime) -> None:
    """A page that is being read does not hold up a turn."""
    with sqlite.read() as reading:
        reading.execute(select(journal.c.id)).all()
        with sqlite.write() as connection:
            timers.set_timer(connection, "k", "s", now)
        assert timers.next_due(reading) is None


def test_who_asked_first_writes_first() -> None:
    """The turnstile serves in the order of asking."""
    gate = Turnstile()
    order: list[int] = []
    started = threading.Barrier(2)

    def work(number: int) -> None:
        with gate:
            order.append(number)

    def hold() -> None:
        with gate:
            started.wait()
            started.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    started.wait()
    workers = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for number, worker in enumerate(workers, start=1):
        worker.start()
        while len(gate._waiting) < number:
            time.sleep(0.001)
    started.wait()
    for worker in [holder, *workers]:
        worker.join()
    assert order == list(range(8))


@pytest.mark.parametrize(
    "url",
    ["mysql://u:geheim@somewhere", "sqlite:/x", "postgresql+psycopg://u:geheim@h:port/n", "postgresql+asyncpg://h"],
)
def test_an_unknown_address_is_refused(url: str) -> None:
    """In the operator's terms, without the password."""
    with pytest.raises(SettingsError, match="sqlite:///") as refused:
        open_database(url)
    assert "geheim" not in str(refused.value)


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    """Who operates it learns where it was looked for and what to compare."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(StoreUnusable) as refused:
            open_database(f"postgresql+psycopg://houqin:geheim@127.0.0.1:{port}/office?password=geheim")
    assert str(refused.value).startswith(f"数据库 PostgreSQL（127.0.0.1:{port}/office）连不上")
    assert "geheim" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_server_that_stays_silent_is_given_up() -> None:
    """It takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(StoreUnusable, match="连不上"):
        open_database(f"postgresql+psycopg://houqin@127.0.0.1:{silent.getsockname()[1]}/office?connect_timeout=2")


def test_a_second_writer_process_waits_and_then_fails_clearly(sqlite: Database, now: datetime) -> None:
    """Another process holding the write lock is an error of the database, not a hang for ever."""
    other = open_database(str(sqlite.engine.url))
    with sqlite.write(), other.engine.connect().execution_options(reading=True) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
        with pytest.raises(OperationalError, match="locked"):
            timers.set_timer(connection, "k", "s", now)
    other.close()


def test_one_read_sees_one_moment(database: Database, now: datetime) -> None:
    """Also where another transaction commits between two of its statements."""
    with database.read() as reading:
        assert timers.next_due(reading) is None
        with database.write() as connection:
            timers.set_timer(connection, "k", "s", now)
        assert timers.next_due(reading) is None


def test_a_version_is_another_one_after_every_commit_of_anybody(sqlite: Database, now: datetime) -> None:
    """Of this process or another; reading and what is taken back count for nothing."""
    versions = [sqlite.version()]
    with sqlite.write() as connection:
        timers.set_timer(connection, "k", "s", now)
        assert sqlite.version() == versions[0]
    versions.append(sqlite.version())
    with sqlite.read() as connection:
        timers.next_due(connection)
    with suppress(StoreError), sqlite.write() as connection:
        timers.set_timer(connection, "k", "t", now)
        raise StoreError("taken back")
    assert sqlite.version() == versions[1]
    other = open_database(str(sqlite.engine.url))
    with other.write() as connection:
        timers.set_timer(connection, "k", "u", now)
    other.close()
    versions.append(sqlite.version())
    assert len(set(versions)) == 3
    sqlite.close()
    assert sqlite.version() is not None


def test_a_server_has_no_version(postgres: Database) -> None:
    """There what was read is read again."""
    assert postgres.version() is None
