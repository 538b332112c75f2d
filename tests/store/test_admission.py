"""Admission: acknowledged means stored; what can't be stored is said so."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import event, func, select
from structlog.testing import capture_logs

from bot.errors import StoreError
from bot.store import inbox
from bot.store.admission import Admission
from bot.store.database import Database
from tests.fakes import message


async def test_callbacks_that_arrive_together_share_commits(database: Database, now: datetime) -> None:
    """Each is stored before its future is done, and there are far fewer commits than messages."""
    commits = []
    event.listen(database.engine, "commit", lambda _: commits.append(1))
    woken: list[int] = []
    admission = Admission(database, lambda: woken.append(1))
    admission.start()
    try:
        await asyncio.gather(*(admission.admit(message(str(n), str(n)), now) for n in range(300)))
    finally:
        admission.stop()
    with database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(inbox.inbox)) == 300
    assert len(commits) < 100
    assert len(woken) == len(commits)


async def test_duplicates_are_acknowledged_alike(database: Database, now: datetime) -> None:
    """The second delivery is no error and no second row, also within one commit."""
    admission = Admission(database, lambda: None)
    admission.start()
    try:
        await asyncio.gather(*(admission.admit(message("a", "same"), now) for _ in range(20)))
    finally:
        admission.stop()
    with database.read() as connection:
        assert inbox.counts(connection) == {"wait": 1}


async def test_what_cannot_be_stored_is_not_acknowledged(sqlite: Database, now: datetime) -> None:
    """A full or broken disk is an error for each caller, and the next message is tried again."""

    def refuse(*_: object) -> None:
        raise sqlite_full()

    def sqlite_full() -> Exception:
        import sqlite3  # noqa: PLC0415

        return sqlite3.OperationalError("database or disk is full")

    admission = Admission(sqlite, lambda: None)
    admission.start()
    event.listen(sqlite.engine, "before_cursor_execute", refuse)
    try:
        with capture_logs(), pytest.raises(StoreError):
            await admission.admit(message("a"), now)
        event.remove(sqlite.engine, "before_cursor_execute", refuse)
        await admission.admit(message("a"), now)
    finally:
        admission.stop()
    with sqlite.read() as connection:
        assert inbox.counts(connection) == {"wait": 1}
