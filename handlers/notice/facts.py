"""What the readings of notices may know of one sender: what he owes an answer to, and what he sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from scheduler import notices, stead
from scheduler.notices import Asks, Notice
from scheduler.notices.rows import notices as table

HANDLER = "notice"
OWN = ("broadcast", "outage")  # the kinds that have no other slice
LATELY, OVER = timedelta(hours=1), timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Pending:
    """A notice somebody owes an answer to.

    whose: he himself (None), or who he answers for; called, name: of that one; named: whether he was just named.
    """

    id: int
    number: str
    kind: str
    asks: Asks
    head: str
    whose: int | None = None
    called: str = ""
    name: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A notice the sender sent."""

    id: int
    number: str
    head: str
    asks: Asks = Asks.RSVP
    kind: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """pending, sent, own: the newest first; own: messages to many and outages, also those nobody must answer.

    over: what he sent last whose event is over. lately: the number of the notice he answered within the hour.
    """

    pending: tuple[Pending, ...] = ()
    sent: tuple[Sent, ...] = ()
    own: tuple[Sent, ...] = ()
    over: Sent | None = None
    lately: str = ""


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
    pending = [_pending(notice, None if whose == sender.id else others[whose]) for notice, whose in found]
    his = [_sent(one) for one in notices.of_organiser(connection, sender.id)]
    sent = [one for one in his if one.asks is not Asks.NOTHING]
    own = [one for one in his if one.kind in OWN]
    over = None if sent else notices.last_over(connection, sender.id, now - OVER)
    lately = notices.answered_since(connection, sender.id, now - LATELY)
    return Facts(tuple(pending), tuple(sent), tuple(own), _sent(over) if over else None, lately)


def _sent(notice: Notice) -> Sent:
    return Sent(notice.id, notice.number, notice.head, notice.asks, notice.kind, notice.sent_at)


def _pending(notice: Notice, other: Person | None) -> Pending:
    return Pending(
        notice.id,
        notice.number,
        notice.kind,
        notice.asks,
        notice.head,
        other.id if other else None,
        other.called if other else "",
        other.name if other else "",
    )
