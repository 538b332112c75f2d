"""What a call decides: the pushes it carries, and what becomes of those it did not deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.store import inbox
from bot.store.pushes import CALLED, WAIT, Push, Recipient, push_of, pushes, put


def carried_by(connection: Connection, call_id: int) -> list[tuple[int, str]]:
    """Return the pushes whose fate a call decides, with their lanes."""
    statement = select(pushes.c.id, pushes.c.lane).where(pushes.c.call_id == call_id, pushes.c.state == CALLED)
    return [(row.id, row.lane) for row in connection.execute(statement)]


def of_call(connection: Connection, call_id: int) -> list[Push]:
    """Return the pushes whose fate a call decides."""
    statement = select(pushes).where(pushes.c.call_id == call_id, pushes.c.state == CALLED)
    return [push_of(row) for row in connection.execute(statement)]


def put_again(connection: Connection, push: Push, at: datetime) -> None:
    """Store a push once more, as a new one that says it is sent again."""
    again = replace(push, resent=push.resent + 1, not_before=at)
    put(connection, again, source=f"push:{push.id}", at=at)


def all_for_operators(connection: Connection, ids: Sequence[int]) -> bool:
    """Say whether all of these pushes were meant for the operators themselves."""
    others = select(pushes.c.id).where(pushes.c.id.in_(ids), pushes.c.audience != "operator")
    return connection.execute(others.limit(1)).first() is None


def put_back(connection: Connection, ids: Sequence[int]) -> None:
    """Let pushes wait again that one way did not carry."""
    if ids:
        waiting_again = {"state": WAIT, "route": None, "lane": None, "call_id": None}
        connection.execute(update(pushes).where(pushes.c.id.in_(ids)).values(**waiting_again))


def put_otherwise(connection: Connection, push: Push, before: str, at: datetime) -> None:
    """Say in words what no file could be handed over for; answer somebody himself where his group can't be answered.

    Nothing else has a second way.
    """
    if push.file is not None:
        put(connection, replace(push, file=None, resent=0, not_before=at), source=f"push:{push.id}", at=at)
        return
    asked = inbox.message_of(connection, push.answers) if push.answers is not None and push.recipient.chat else None
    if asked is None or not push.text:
        return
    himself = Recipient(platform=asked.platform, account=asked.account)
    put(connection, replace(push, recipient=himself, text=before + push.text), source=f"push:{push.id}", at=at)


def put_to_the_group(connection: Connection, push: Push, text: str, at: datetime) -> None:
    """Tell somebody where he asked that what was to reach him privately can't; the group does not learn what."""
    asked = inbox.message_of(connection, push.answers) if push.answers is not None else None
    if asked is None or not asked.chat or push.recipient.chat:
        return
    there = Recipient(platform=asked.platform, chat=asked.chat)
    put(connection, replace(push, recipient=there, text=text, file=None), source=f"push:{push.id}", at=at)
