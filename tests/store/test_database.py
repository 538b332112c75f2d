"""The store's pitfalls, each once seen."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError, StatementError

from bot.errors import StoreError
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


def test_an_unknown_address_is_refused() -> None:
    """In the operator's terms."""
    with pytest.raises(StoreError, match="sqlite:///"):
        open_database("mysql://somewhere")


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
