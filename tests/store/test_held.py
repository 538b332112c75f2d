"""Replies that wait a little: let go once, reworded once, and leaving by themselves when nobody lets them go."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.store import held, leaving, replies
from bot.store.database import Database
from bot.store.pushes import Push, Recipient, Severity, pushes, put

SUBJECT = "phrasing:7"
WAITS = timedelta(seconds=4)


def _put(database: Database, now: datetime, reserved_until: datetime | None = None) -> None:
    push = Push(
        0, Recipient(platform="p", account="a"), "引文", "sender", SUBJECT, Severity.URGENT, 7, now + WAITS, None
    )
    with database.write() as connection:
        put(connection, push, source="inbox:7", at=now, reserved_until=reserved_until)


def _texts(database: Database, now: datetime) -> list[str]:
    with database.read() as connection:
        return [push.text for push in leaving.waiting(connection, now, now, 10)]


def test_a_reply_waits_until_it_is_let_go_and_is_let_go_once(database: Database, now: datetime) -> None:
    """With what is put before it; what comes a second time finds nothing that waits."""
    _put(database, now)
    assert _texts(database, now) == []
    with database.write() as connection:
        assert held.let_go(connection, SUBJECT, now + timedelta(seconds=1), "换一种说法。\n")
        assert not held.let_go(connection, SUBJECT, now + timedelta(seconds=1), "又一种说法。\n")
    assert _texts(database, now + timedelta(seconds=1)) == ["换一种说法。\n引文"]


def test_a_reply_leaves_by_itself_and_is_not_changed_after_that(database: Database, now: datetime) -> None:
    """Nobody has to be alive for it; what comes when its time is over comes too late."""
    _put(database, now)
    assert _texts(database, now + WAITS) == ["引文"]
    with database.write() as connection:
        assert not held.let_go(connection, SUBJECT, now + WAITS, "太晚。\n")
        assert connection.scalars(select(pushes.c.text)).all() == ["引文"]


def test_a_door_that_waits_does_not_take_what_waits_itself(database: Database, now: datetime) -> None:
    """It is told that more is coming, and takes it once it was let go."""
    _put(database, now, reserved_until=now + timedelta(seconds=20))
    with database.write() as connection:
        replies.take(connection, 7, now)
        found = replies.taken(connection, 7, now)
        assert (found.text, found.held, found.reserved) == ("", True, True)
        held.let_go(connection, SUBJECT, now)
        replies.take(connection, 7, now)
        found = replies.taken(connection, 7, now)
        assert (found.text, found.held, found.reserved) == ("引文", False, False)
