"""Cards that were sent, as far as they may be changed without being pressed: a matter moved, its buttons are void.

What a platform lends for that with its answer to a call stands in `ways`, under the call.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import ColumnElement, Connection, and_, select

from bot.lent import Lent
from bot.messages import Card
from bot.store import ways
from bot.store.calls import Call, calls
from bot.store.pushes import DELIVERED, DROPPED, FAILED, Push, Recipient, push_of, pushes

CHANGED = "card"  # the audience of a push that only changes a card
CALL = "call:{id}"  # what was lent with a call's answer is found by


@dataclass(frozen=True, slots=True)
class SentBy:
    """By which route and call a card was sent, and to which account."""

    route: str
    call_id: int
    account: str

    @property
    def lent_with(self) -> str:
        """Name what the platform lent with its answer."""
        return CALL.format(id=self.call_id)


def keep_lent(connection: Connection, answered: Sequence[tuple[Call, Lent | None]]) -> None:
    """Keep what the platform lent with its answers to calls."""
    lent = [(call.route, CALL.format(id=call.id), one) for call, one in answered if one is not None]
    if lent:
        ways.lend_all(connection, lent)


def of_matter(connection: Connection, subject: str) -> list[tuple[Recipient, Card]]:
    """Return the cards people have of a matter that were not changed yet, each with the id it was sent under."""
    known = select(pushes).where(pushes.c.subject == subject, pushes.c.text == "", pushes.c.card_id != "")
    unasked = known.where(pushes.c.answers.is_(None), pushes.c.state.not_in((DROPPED, FAILED)))
    changed = {_key(push_of(row)) for row in connection.execute(unasked)}
    sent = _sent(connection, pushes.c.subject == subject)
    found = {(push.recipient, card.id): card for push, card, _ in sent if _key(push) not in changed}
    return [(recipient, card) for (recipient, _), card in found.items()]


def sent_by(connection: Connection, push: Push) -> SentBy | None:
    """Return how the card was sent that a push changes; None where it was not."""
    if push.card is None:
        return None
    his = (pushes.c[name].is_not_distinct_from(value) for name, value in asdict(push.recipient).items())
    sent = _sent(connection, and_(pushes.c.card_id == push.card.own_id, *his))
    same = (by for _, card, by in sent if card.id == push.card.id)
    return next(same, None)


def _sent(connection: Connection, which: ColumnElement[bool]) -> list[tuple[Push, Card, SentBy]]:
    """Return what was said with a card and arrived, the card with the id the platform knows it by."""
    said = which & (pushes.c.card_id != "") & (pushes.c.text != "") & pushes.c.answers.is_(None)
    with_calls = select(pushes, calls.c.body).join(calls, calls.c.id == pushes.c.call_id)
    found = []
    for row in connection.execute(with_calls.where(said, pushes.c.state == DELIVERED).order_by(pushes.c.id)):
        push = push_of(row)
        named = re.search(re.escape(row.card_id).encode() + rb"@\d+", row.body)
        if named and push.card:
            by = SentBy(row.route, row.call_id, str(row.lane).partition("|")[2])
            found.append((push, replace(push.card, id=named[0].decode()), by))
    return found


def _key(push: Push) -> tuple[Recipient, str]:
    return push.recipient, push.card.own_id if push.card else ""
