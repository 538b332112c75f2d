"""The names of the house are gathered once, not for every message, and anew where a table was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event, insert

from bot.store import audit
from bot.store.audit import Stamp
from bot.store.database import Database
from bot.store.units import units
from handlers.incident.heard import hear
from handlers.incident.heard.kind_words import _pattern
from handlers.incident.known import lexicon


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect what is asked of a database."""
    asked: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        del connection, cursor, rest
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_a_second_message_asks_once_whether_anything_changed(staffed: Database) -> None:
    """One question instead of five, and nothing is folded again."""
    with staffed.read() as connection:
        first = lexicon(connection)
        with statements(staffed) as asked:
            assert lexicon(connection) is first
    assert len(asked) == 1


@pytest.mark.parametrize("how", ["a new unit", "an import"])
def test_a_change_is_seen_by_the_next_message(staffed: Database, now: datetime, how: str) -> None:
    """A row more, or an import, which leaves an audit row."""
    with staffed.write() as connection:
        first = lexicon(connection)
        if how == "a new unit":
            connection.execute(insert(units).values(name="新设中心", aliases=["新中心"]))
        else:
            audit.record(connection, Stamp("test", now), "table.imported", {})
        second = lexicon(connection)
    assert second is not first
    assert ("新中心" in second.units) is (how == "a new unit")


def test_what_was_rolled_back_is_forgotten(staffed: Database) -> None:
    """A change that did not come to be is not heard."""
    with staffed.write() as connection:
        with connection.begin_nested() as change:
            connection.execute(insert(units).values(name="新设中心", aliases=[]))
            assert "新设中心" in lexicon(connection).units
            change.rollback()
        assert "新设中心" not in lexicon(connection).units


def test_only_words_a_text_begins_are_made_ready(staffed: Database) -> None:
    """The first message after a start waits for no thousand patterns."""
    with staffed.read() as connection:
        known = lexicon(connection)
    _pattern.cache_clear()
    assert hear("三食堂着火了", known).kind == "火情"
    gaps = sum("…" in word for kind in known.kinds for word in kind.words)
    assert _pattern.cache_info().currsize < gaps // 5
