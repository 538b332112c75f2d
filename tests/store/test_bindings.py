"""Requests, hidden ids and whose an account becomes; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.store import accounts, aliases, bindings, chats, people
from bot.store.accounts import Account, Owner
from bot.store.database import Database
from handlers.enrolment.attaching import How, attach, attachment, detach
from tests.peopled import put_office

PLATFORM = "wecom"
HIDDEN, ALSO_HIDDEN = "wo" + "a" * 30, "wm" + "b" * 30


@pytest.fixture
def staffed(database: Database, now: datetime) -> Database:
    """The invented department."""
    put_office(database, now - timedelta(days=1))
    return database


def test_a_request_never_changes_under_its_number(staffed: Database, now: datetime) -> None:
    """Asked again it is another, and the former can't be approved."""
    with staffed.write() as connection:
        first = bindings.ask(connection, PLATFORM, "x", "昵称" * 60, "10041", now)
        second = bindings.ask(connection, PLATFORM, "x", "", "10001", now + timedelta(minutes=1))
        assert first != second
        before = bindings.find(connection, first)
        assert before is not None
        assert (before.number, before.state, len(before.nick)) == ("10041", bindings.REPLACED, 80)
        assert not bindings.decide(connection, first, bindings.APPROVED, 1, now)
        still = bindings.open_of(connection, PLATFORM, "x")
        assert still is not None
        assert still.id == second
        assert bindings.asked_since(connection, PLATFORM, "x", now - timedelta(days=1)) == 2
        assert bindings.asked_since(connection, PLATFORM, "x", now) == 1
        assert bindings.find(connection, 4711) is None


def test_a_request_is_decided_once_and_taken_back_once(staffed: Database, now: datetime) -> None:
    """Who and when stands in the row."""
    with staffed.write() as connection:
        row = bindings.ask(connection, PLATFORM, "x", "", "10041", now)
        assert not bindings.undo(connection, row, 1, now)
        assert bindings.decide(connection, row, bindings.APPROVED, 1, now)
        assert not bindings.decide(connection, row, bindings.REFUSED, 2, now)
        found = bindings.find(connection, row)
        assert found is not None
        assert (found.state, found.decided_by, found.decided_at) == (bindings.APPROVED, 1, now)
        assert bindings.undo(connection, row, 2, now)
        assert not bindings.undo(connection, row, 2, now)
        assert bindings.open_of(connection, PLATFORM, "x") is None


@pytest.mark.parametrize(
    ("before", "account", "how"),
    [
        ("", "plain", How.FIRST),
        ("", HIDDEN, How.FIRST),
        ("plain", HIDDEN, How.HIDDEN),
        (HIDDEN, "plain", How.PLAIN),
        ("plain", "other", How.OTHER),
        (HIDDEN, ALSO_HIDDEN, How.OTHER),
    ],
)
def test_an_account_becomes_somebodys_and_is_taken_back(
    staffed: Database, now: datetime, before: str, account: str, how: How
) -> None:
    """Then it is as it was before."""
    later = now + timedelta(hours=1)
    with staffed.write() as connection:
        me = people.by_name(connection, "李明", now)[0].id
        if before:
            accounts.enrol(connection, Account(PLATFORM, before), Owner(me), now)
        accounts.note_stranger(connection, Account(PLATFORM, account), "d", now)
        one = attachment(connection, me, Account(PLATFORM, account), now)
        assert one.how is how
        attach(connection, one, later)
        owned = {name: accounts.owner_of(connection, PLATFORM, name, later) for name in (before, account) if name}
        assert owned[account] == Owner(me)
        assert accounts.all_strangers(connection) == []
        if how in (How.HIDDEN, How.PLAIN):
            assert owned[before] == Owner(me)
        detach(connection, one.account, one.data, later + timedelta(hours=1))
        after = later + timedelta(hours=2)
        assert accounts.owner_of(connection, PLATFORM, account, after) is None
        assert [a.account for a in accounts.accounts_of(connection, me, after) if a.platform == PLATFORM] == (
            [before] if before else []
        )


def test_what_somebody_else_has_by_then_is_left_to_him(staffed: Database, now: datetime) -> None:
    """Neither the account nor the one before is taken from anybody."""
    with staffed.write() as connection:
        me, other = (people.by_name(connection, name, now)[0].id for name in ("李明", "王强"))
        accounts.enrol(connection, Account(PLATFORM, "old"), Owner(me), now)
        one = attachment(connection, me, Account(PLATFORM, "new"), now)
        attach(connection, one, now + timedelta(hours=1))
        accounts.enrol(connection, Account(PLATFORM, "old"), Owner(other), now + timedelta(hours=2))
        detach(connection, one.account, one.data, now + timedelta(hours=3))
        later = now + timedelta(hours=4)
        assert accounts.owner_of(connection, PLATFORM, "old", later) == Owner(other)
        assert accounts.owner_of(connection, PLATFORM, "new", later) is None
        accounts.enrol(connection, Account(PLATFORM, "new"), Owner(other), later)
        detach(connection, one.account, one.data, later)
        assert accounts.owner_of(connection, PLATFORM, "new", later) == Owner(other)


def test_a_hidden_id_is_forgotten_only_for_the_account_it_stood_for(database: Database, now: datetime) -> None:
    """What the directory said meanwhile stays."""
    with database.write() as connection:
        aliases.know(connection, PLATFORM, HIDDEN, "liming", now)
        assert not aliases.forget(connection, PLATFORM, HIDDEN, "wang")
        assert aliases.plain(connection, PLATFORM, HIDDEN) == "liming"
        assert aliases.forget(connection, PLATFORM, HIDDEN, "liming")
        assert aliases.plain(connection, PLATFORM, HIDDEN) == HIDDEN


@pytest.mark.parametrize(("number", "name"), [("W001", "芶小兰"), ("ｗ００１", "芶小兰"), ("李明", ""), ("99999", "")])
def test_a_number_names_one_person_or_nobody(staffed: Database, now: datetime, number: str, name: str) -> None:
    """A name is no number."""
    with staffed.read() as connection:
        found = people.by_number(connection, number, now)
    assert (found.name if found else "") == name


def test_a_group_remembers_what_it_is_whose_and_who_said_so(staffed: Database, now: datetime) -> None:
    """And until when the bot was in it; of one never heard nothing is assumed."""
    with staffed.write() as connection:
        chat = chats.note(connection, PLATFORM, "g", "door", now)
        me = people.by_name(connection, "孙主任", now)[0]
        chats.bind(connection, chat.id, chats.INTERNAL, unit_id=me.unit_id, branch_id=None, by=me.id, now=now)
        chats.rename(connection, chat.id, "群" * 200)
        chats.leave(connection, chat.id, now)
        found = chats.find(connection, PLATFORM, "g")
        assert found is not None
        assert (found.unit_id, found.bound_by, found.bound_at, found.left_at) == (me.unit_id, me.id, now, now)
        assert (len(found.title), found.is_registered, found.subject) == (120, True, f"chat:{chat.id}")
        assert chats.note(connection, PLATFORM, "g", "door", now).left_at is None
    assert not chats.unheard(PLATFORM, "h").is_internal
