"""Pushes on their way out: which may leave, which are put off and why, and when the next one may."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)

from bot.store.pushes import RESERVED, WAIT, Push, Recipient, Severity, push_of, pushes

LONGEST = timedelta(hours=24)  # nothing is put off for longer at a time; then it is looked at again
GATHERED = timedelta(minutes=2)  # what is late after a standstill is awaited, so that each person gets one message


def waiting(
    connection: Connection, office: datetime, machine: datetime, most: int, besides: Collection[Recipient] = ()
) -> list[Push]:
    """Return pushes whose time has come, gravest first, then answers, then oldest; `besides`: not those to these."""
    given = {"office": office, "out_of_reach": office + LONGEST, "machine": machine, "most": most}
    statement = _waiting.where(*_to_others(besides)) if besides else _waiting
    return [push_of(row) for row in connection.execute(statement, given)]


def all_waiting(
    connection: Connection, office: datetime, ids: Collection[int], accounts: Collection[str], along: Collection[str]
) -> list[Push]:
    """Return what can wait and is no reply, to some people and accounts, in order: due or waiting for more.

    along: the reasons of waiting that end as soon as anything else goes.
    """
    to_them: ColumnElement[bool] = pushes.c.person_id.in_(ids)
    if accounts:
        to_them = or_(to_them, pushes.c.account.in_(accounts))
    statement = (
        select(pushes)
        .where(to_them, pushes.c.answers.is_(None), pushes.c.settled_at.is_(None), pushes.c.state == WAIT)
        .where(
            pushes.c.severity == int(Severity.NORMAL),
            or_(_its_time(office, office + LONGEST), pushes.c.held.in_(along)),
        )
        .order_by(pushes.c.id)
        .with_for_update(skip_locked=True)
    )
    return [push_of(row) for row in connection.execute(statement)]


def is_due(push: Push, office: datetime) -> bool:
    """Whether a push found waiting has its time now, and does not only go along."""
    return not push.held or not office < push.not_before <= office + LONGEST


def gathered(push: Push, now: datetime, late_since: datetime | None) -> Push:
    """Let what is late and can wait be joined by what else is late. late_since: when it fell due; None: it is not."""
    if late_since is None or push.severity is not Severity.NORMAL or push.not_before > now:
        return push
    return replace(push, not_before=now + GATHERED, first_due=late_since)


def put_off(connection: Connection, found: Sequence[Push], until: datetime, why: str) -> None:
    """Let pushes wait until a moment, for a reason that is kept beside them, with the moment they were due."""
    ids = [push.id for push in found]
    first = func.coalesce(pushes.c.first_due, pushes.c.not_before)
    moved = update(pushes).where(pushes.c.id.in_(ids), pushes.c.state == WAIT)
    connection.execute(moved.values(not_before=until, held=why, first_due=first))


def let_go(connection: Connection, person_id: int, why: str, now: datetime) -> int:
    """Let what waits for somebody for a reason be looked at again now. Returns how much it was."""
    his = (pushes.c.person_id == person_id) & (pushes.c.state == WAIT) & (pushes.c.held == why)
    moved = update(pushes).where(his).values(not_before=now).returning(pushes.c.id)
    return len(connection.execute(moved).all())


def next_moment_after(connection: Connection, now: datetime) -> datetime | None:
    """Return the earliest office time after `now` at which a waiting push may leave."""
    later = (pushes.c.state == WAIT) & (pushes.c.not_before > now)
    found: datetime | None = connection.scalar(select(func.min(pushes.c.not_before)).where(later))
    return found


def any_open(connection: Connection) -> bool:
    """Say whether any push still has to leave."""
    return connection.execute(_any_open).first() is not None


def _its_time(
    office: datetime | BindParameter[datetime], out_of_reach: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    # what was not to wait leaves at once, and what was put off is looked at again, where the clock was put back
    at_once = and_(pushes.c.held == "", pushes.c.not_before <= pushes.c.created_at)
    too_far = and_(pushes.c.held != "", pushes.c.not_before > out_of_reach)
    return or_(pushes.c.not_before <= office, at_once, too_far)


def _waiting_now() -> Select[Any]:
    unclaimed = and_(pushes.c.state == RESERVED, pushes.c.reserved_until <= bindparam("machine"))
    may_leave = or_(pushes.c.state == WAIT, unclaimed)
    return (
        select(pushes)
        .where(may_leave, _its_time(bindparam("office"), bindparam("out_of_reach")))
        .order_by(pushes.c.severity.desc(), pushes.c.answers.is_(None), pushes.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


_waiting = _waiting_now()
_any_open = select(pushes.c.id).where(pushes.c.state.in_((WAIT, RESERVED))).limit(1)


def _to_others(besides: Collection[Recipient]) -> Iterator[ColumnElement[bool]]:
    """Leave recipients out, column by column: an IN list is compiled once, whatever it holds."""
    columns: tuple[Column[object], ...] = (pushes.c.person_id, pushes.c.account, pushes.c.chat)
    named = zip(columns, zip(*((one.person_id, one.account, one.chat) for one in besides), strict=True), strict=False)
    for column, names in named:
        if known := [name for name in names if name is not None]:
            yield or_(column.is_(None), column.not_in(known))
