"""What the readings of notices may know of one sender: what he owes an answer to, and what he sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from scheduler import notices, stead
from scheduler.notices import Asks, Notice
from scheduler.notices.rows import notices as table

HANDLER = "notice"


@dataclass(frozen=True, slots=True)
class Pending:
    """A notice somebody owes an answer to. whose: he himself (None), or who he answers for."""

    id: int
    number: str
    kind: str
    asks: Asks
    head: str
    whose: int | None = None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice the sender sent."""

    id: int
    number: str
    head: str


@dataclass(frozen=True, slots=True)
class Facts:
    """pending, sent: the newest first."""

    pending: tuple[Pending, ...] = ()
    sent: tuple[Sent, ...] = ()


def facts_of(known: object) -> Facts:
    """Return the facts of a situation; without any nothing is owed."""
    return known if isinstance(known, Facts) else Facts()


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Return what a sender owes an answer to, himself or for others, and what he sent."""
    del message
    if not isinstance(sender, Person) or connection.execute(select(table.c.id).limit(1)).first() is None:
        return Facts()
    others = {one.id: one for one in stead.speaks_for(connection, sender.id, now)}
    found = notices.pending(connection, [sender.id, *others])
    own = {notice.id for notice, whose in found if whose == sender.id}
    pending = [
        _pending(notice, None if whose == sender.id else others[whose])
        for notice, whose in found
        if whose == sender.id or notice.id not in own
    ]
    sent = notices.of_organiser(connection, sender.id)
    return Facts(tuple(pending), tuple(Sent(one.id, one.number, one.head) for one in sent))


def _pending(notice: Notice, other: Person | None) -> Pending:
    return Pending(
        notice.id,
        notice.number,
        notice.kind,
        notice.asks,
        notice.head,
        other.id if other else None,
        other.called if other else "",
    )
