"""What reached people unasked: how many messages, which is the honest measure of a nuisance.

Several things in one message are one; replies count for nothing; incidents are counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, select

from bot.store.accounts import Account, accounts
from bot.store.dated import holds
from bot.store.pushes import DELIVERED, UNKNOWN, Severity, pushes

INCIDENTS = "incident:%"
OPERATORS = "operator"

_OF_INCIDENTS = (pushes.c.severity == int(Severity.ALARM)) | pushes.c.subject.like(INCIDENTS)
_REACHED = pushes.c.state.in_((DELIVERED, UNKNOWN)) & (pushes.c.text != "")


@dataclass(frozen=True, slots=True)
class Received:
    """What one recipient got: messages, the things in them, and messages about incidents.

    last_at: when he got the last of those that can wait.
    """

    messages: int = 0
    things: int = 0
    of_incidents: int = 0
    last_at: datetime | None = None

    def __add__(self, other: Received) -> Received:
        """Add what the same person got elsewhere."""
        moments = [one for one in (self.last_at, other.last_at) if one is not None]
        return Received(
            self.messages + other.messages,
            self.things + other.things,
            self.of_incidents + other.of_incidents,
            max(moments, default=None),
        )


def accounts_of_people(connection: Connection, ids: Collection[int], now: datetime) -> dict[Account, int]:
    """Return the accounts of some people at `now`, and whose each is."""
    his = select(accounts.c.platform, accounts.c.account, accounts.c.person_id)
    rows = connection.execute(his.where(accounts.c.person_id.in_(list(ids)), holds(accounts, now)))
    return {Account(row.platform, row.account): row.person_id for row in rows}


def received(
    connection: Connection, owners: dict[Account, int], ids: Collection[int], since: datetime
) -> dict[int, Received]:
    """Return what reached some people since a moment. owners: their accounts, where they were told as reporters."""
    found: dict[int, Received] = defaultdict(Received)
    for row in _counted(connection, pushes.c.person_id.in_(list(ids)), since):
        found[row.person_id] += Received(row.messages, row.things, row.of_incidents, row.last_at)
    if owners:
        for row in _counted(connection, pushes.c.account.in_([one.account for one in owners]), since):
            person_id = owners.get(Account(row.platform, row.account))
            if person_id is not None:
                found[person_id] += Received(row.messages, row.things, row.of_incidents, row.last_at)
    return found


def _counted(connection: Connection, whose: ColumnElement[bool], since: datetime) -> Sequence[Row[Any]]:
    message = func.coalesce(pushes.c.call_id, -pushes.c.id)
    grouped = (pushes.c.person_id, pushes.c.platform, pushes.c.account)
    statement = (
        select(
            *grouped,
            func.count(case((~_OF_INCIDENTS, message)).distinct()).label("messages"),
            func.count(case((~_OF_INCIDENTS, pushes.c.id))).label("things"),
            func.count(case((_OF_INCIDENTS, message)).distinct()).label("of_incidents"),
            func.max(case((pushes.c.severity == int(Severity.NORMAL), pushes.c.settled_at))).label("last_at"),
        )
        .where(whose, pushes.c.answers.is_(None), pushes.c.settled_at >= since, _REACHED)
        .where(pushes.c.audience != OPERATORS)
        .group_by(*grouped)
    )
    return connection.execute(statement).all()
