"""Prompts, ways, chats, files: the small tables, each by what it promises."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.lent import RESPONSE_URL, Lent
from bot.store import chats, files, prompts, ways
from bot.store.database import Database
from bot.store.files import FileStore
from bot.store.prompts import Option, Prompt


def test_one_prompt_a_person_and_conversation(database: Database, now: datetime) -> None:
    """A new question replaces the old; ten minutes later there is none."""
    option = Option("a", "ask", "ask.policy", {"x": 1}, ("甲",))
    with database.write() as connection:
        for question in ("old", "new"):
            prompts.put(connection, "p/1", None, Prompt(question, (option,), now + prompts.LIFE), now)
        assert prompts.open_prompt(connection, "p/1", None, now) == Prompt("new", (option,), now + prompts.LIFE)
        assert prompts.open_prompt(connection, "p/1", "group", now) is None
        assert prompts.open_prompt(connection, "p/1", None, now + prompts.LIFE) is None
        assert prompts.close(connection, "p/1", None)
        assert not prompts.close(connection, "p/1", None)


def test_a_lent_token_is_used_as_often_as_it_may_and_not_after_it_expired(database: Database, now: datetime) -> None:
    """And never shown."""
    later = now + timedelta(hours=1)
    with database.write() as connection:
        lent = Lent(RESPONSE_URL, "https://secret", expires_at=later)
        assert "secret" not in repr(lent)
        row = ways.lend(connection, "d", "m", lent)
        assert row is not None
        assert ways.lend(connection, "d", "m", lent) is None
        (found,) = ways.of_message(connection, "d", "m", now)
        assert found.token == "https://secret"
        assert "secret" not in repr(found)
        assert ways.spend(connection, row)
        assert not ways.spend(connection, row)
        assert ways.of_message(connection, "d", "m", now) == []
        assert ways.read(connection, [row, 999])[row].token == "https://secret"
        ways.lend(connection, "d", "m2", lent)
        assert ways.of_message(connection, "d", "m2", later) == []
        ways.forget_expired(connection, later)
        assert ways.read(connection, [row]) == {}


def test_a_group_is_unregistered_until_somebody_says_what_it_is(database: Database, now: datetime) -> None:
    """Nothing is assumed of a group."""
    with database.write() as connection:
        chat = chats.note(connection, "wecom", "g", "door", now)
        assert chat.standing == chats.UNREGISTERED
        assert not chat.is_internal
        chats.set_standing(connection, chat.id, chats.BRANCH, "一支部")
        again = chats.note(connection, "wecom", "g", "door", now + timedelta(days=1))
        assert (again.id, again.title, again.is_internal) == (chat.id, "一支部", True)


def test_the_same_bytes_are_kept_once(database: Database, now: datetime, tmp_path: Path) -> None:
    """By their hash, under their first name."""
    store = FileStore(tmp_path / "files")
    digest = store.keep(b"picture")
    assert store.keep(b"picture") == digest
    assert store.read(digest) == b"picture"
    with database.write() as connection:
        first = files.note(connection, digest, 7, "a.jpg", "image/jpeg", now)
        assert files.note(connection, digest, 7, "b.jpg", "image/jpeg", now) == first
    with pytest.raises(FileNotFoundError):
        store.read("0" * 64)
