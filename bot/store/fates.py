"""What a call decides: the pushes it carries, and what becomes of those it did not deliver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, tuple_, update

from bot.store import inbox, lanes
from bot.store.calls import DONE, WORK, Call, calls
from bot.store.pushes import CALLED, DELIVERED, WAIT, Push, Recipient, in_order, push_of, pushes, put, settle


def carried_by(connection: Connection, call_id: int) -> list[tuple[int, str]]:
    """Return the pushes whose fate a call decides, with their lanes."""
    statement = select(pushes.c.id, pushes.c.lane).where(pushes.c.call_id == call_id, pushes.c.state == CALLED)
    return [(row.id, row.lane) for row in connection.execute(statement)]


def of_call(connection: Connection, call_id: int) -> list[Push]:
    """Return the pushes whose fate a call decides."""
    statement = select(pushes).where(pushes.c.call_id == call_id, pushes.c.state == CALLED)
    return [push_of(row) for row in connection.execute(statement)]


def end(connection: Connection, answered: Sequence[tuple[Call, str]], at: datetime) -> list[int]:
    """End calls this process holds as done. answered: each with the platform's reference.

    Returns those that nobody took over meanwhile.
    """
    held = tuple_(calls.c.id, calls.c.attempts).in_([(call.id, call.attempts) for call, _ in answered])
    mine = select(calls.c.id).where(calls.c.state == WORK, held).order_by(calls.c.id).with_for_update()
    ids = list(connection.scalars(mine))
    rows = [{"row": call.id, "told": reference or None} for call, reference in answered if call.id in ids]
    if rows:
        ended = {"state": DONE, "settled_at": at, "lease_until": None, "code": None, "error": None}
        change = update(calls).where(calls.c.id == bindparam("row"))
        connection.execute(change.values(**ended, reference=bindparam("told")), rows)
        lanes.taken(connection, ids, at)
    return ids


def deliver(connection: Connection, call_ids: Sequence[int], at: datetime) -> None:
    """Write of the pushes whose fate some calls decide that they arrived."""
    pushes_of = select(pushes.c.id).where(pushes.c.call_id.in_(call_ids), pushes.c.state == CALLED)
    settle(connection, in_order(connection, pushes_of), DELIVERED, at)


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


def ends_with_a_card(carried: Sequence[Push]) -> bool:
    """Say whether everybody's last part was the buttons of one thing: of several things in one message none has any."""
    cards = Counter(push.recipient for push in carried if push.card)
    return bool(carried) and all(cards[push.recipient] == 1 for push in carried)
