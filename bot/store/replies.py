"""Replies on the wire: what a door takes as the answer to a callback, and the card a press belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.messages import Card
from bot.store import cards
from bot.store.chats import BRANCH, INTERNAL, chats
from bot.store.pushes import DELIVERED, RESERVED, WAIT, pushes

WIRE = "wire"


@dataclass(frozen=True, slots=True)
class OnTheWire:
    """What left as the answer to one message so far.

    elsewhere: whether something was said another way. reserved: whether more is kept for whoever takes it.
    held: whether what is kept waits a little for something better.
    """

    text: str = ""
    card: Card | None = None
    elsewhere: bool = False
    reserved: bool = False
    held: bool = False


def take(connection: Connection, answers: int, at: datetime) -> None:
    """Take the reserved replies to one message for the door that asks; nobody else takes them after that.

    What was meant for the department's own people stays behind where outsiders may read the group by now.
    """
    own = chats.c.standing.in_((INTERNAL, BRANCH))
    ours = select(chats.c.chat).where(chats.c.platform == pushes.c.platform, own)
    may_be_read = ~pushes.c.inside | pushes.c.chat.in_(ours)
    connection.execute(
        update(pushes)
        .where(pushes.c.answers == answers, pushes.c.state == RESERVED, pushes.c.not_before <= at, may_be_read)
        .values(state=DELIVERED, route=WIRE, said=pushes.c.text, settled_at=at)
    )


def taken(connection: Connection, answers: int, now: datetime) -> OnTheWire:
    """Return what was taken for the wire of one message so far: asked again, it is the same again. now: office time."""
    statement = (
        select(pushes.c.text, pushes.c.card, pushes.c.route, pushes.c.state, pushes.c.not_before)
        .where(pushes.c.answers == answers)
        .order_by(pushes.c.id)
    )
    rows = connection.execute(statement).all()
    here = [row for row in rows if row.route == WIRE]
    shown = [card for row in here if (card := cards.from_column(row.card))]
    return OnTheWire(
        text="\n\n".join(row.text for row in here if row.text),
        card=shown[-1] if shown else None,
        elsewhere=any(row.route != WIRE and row.text for row in rows),
        reserved=any(row.state == RESERVED for row in rows),
        held=any(row.state in (RESERVED, WAIT) and row.not_before > now for row in rows),
    )


def card(connection: Connection, card_id: str) -> Card | None:
    """Return a card as it was sent; None where none of that id ever was."""
    sent = _sent(connection, card_id)
    return cards.from_column(sent.card) if sent else None


def chat_of(connection: Connection, card_id: str) -> str | None:
    """Return the group a card was sent to; None where it was sent to a person."""
    sent = _sent(connection, card_id)
    chat: str | None = sent.chat if sent else None
    return chat


def shown_on(connection: Connection, card_id: str) -> str:
    """Return what a card says since it was last pressed, by its own id; empty where it never was."""
    pressed = select(pushes.c.card).where(pushes.c.card_id == card_id, pushes.c.text == "")
    card = cards.from_column(connection.scalar(pressed.order_by(pushes.c.id.desc()).limit(1)))
    return card.shown if card else ""


def _sent(connection: Connection, card_id: str) -> Any:
    if not card_id:
        return None
    sent = select(pushes.c.card, pushes.c.chat).where(pushes.c.card_id == card_id, pushes.c.text != "")
    return connection.execute(sent.order_by(pushes.c.id).limit(1)).first()
