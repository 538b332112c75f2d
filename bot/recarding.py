"""Recarding: by which way a card that was sent is changed without being pressed.

DingTalk changes a card by its id; WeCom by a code it lent with its answer to the call, good once within 72 hours. Where
there is no way the card stays: whoever presses it is told.
"""

from __future__ import annotations

from sqlalchemy import Connection

from bot.lent import RESPONSE_CODE
from bot.platforms.protocol import Address
from bot.routing import Heading, Routing, Times
from bot.store import sent_cards, ways
from bot.store.pushes import Push

STAYS = "the card that was sent can't be changed"


def headings(connection: Connection, routing: Routing, push: Push, times: Times) -> list[Heading] | str:
    """Return where a push goes, or the reason why nowhere; what only changes a card goes where the card stands."""
    if not push.changes_a_card:
        return routing.headings(connection, push, times)
    sent = sent_cards.sent_by(connection, push)
    if sent is None or push.card is None:
        return STAYS
    address = Address(account=sent.account)
    for route in routing.routes:
        if route.spends == (sent.route, RESPONSE_CODE):
            for way in ways.of_message(connection, sent.route, sent.lent_with, times.machine):
                return [Heading(route, address, way=way)]
    own = routing.by_name(sent.route)
    if own is None or own.spends != ("", "") or not own.reaches(address) or not own.compose("", [address], push.card):
        return STAYS
    return [Heading(own, address)]
