"""Presses: a button is a word. Before a press is read, it is turned into what its button says.

What a button says stands in our own rows, found by the card's id; nothing of it is taken from the platform. A press on
a card that asks somebody else, or whose question is no longer open, is not taken for an answer; a second press of an
answered one leaves it as it is.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from sqlalchemy import Connection

from bot.messages import Card, Channel, Kind, Message, Waiting
from bot.store import replies
from bot.store.prompts import Prompt


class Place(StrEnum):
    """Whether a press is where it belongs; otherwise the intent it is answered by."""

    HERE = ""
    UNKNOWN = "press.unknown"
    OTHERS = "press.others"
    STALE = "press.stale"
    AGAIN = "press.again"


def as_said(connection: Connection, waiting: Waiting) -> tuple[Waiting, Card | None]:
    """Return a message as if its sender had said what he pressed, and the card; another message as it is."""
    message = waiting.message
    if message.kind is not Kind.PRESS:
        return waiting, None
    card = card_of(connection, message)
    number = str(message.data.get("button", ""))
    if card is None or not (number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(card.buttons)):
        return waiting, None
    button = card.buttons[int(number) - 1]
    data = {**message.data, "pressed": button.label, "chosen": replies.shown_on(connection, card.own_id)}
    said = replace(message, kind=Kind.TEXT, text=button.says, data=data)
    chat = None if message.chat else replies.chat_of(connection, card.own_id)
    if chat is not None:  # not every platform says in which group a card was pressed
        said = replace(said, chat=chat, channel=Channel.GROUP_AT)
    return replace(waiting, message=said), card


def place_of(message: Message, card: Card | None, prompt: Prompt | None) -> Place:
    """Judge where a press belongs. prompt: the question that is open in this conversation."""
    if card is None:
        return Place.UNKNOWN if message.kind is Kind.PRESS else Place.HERE
    if not card.asks:
        return Place.HERE
    if card.asks != message.order_key:
        return Place.OTHERS
    if prompt is not None and prompt.card == card.own_id:
        return Place.HERE
    return Place.AGAIN if message.data.get("chosen") else Place.STALE


def card_of(connection: Connection, message: Message) -> Card | None:
    """Return the card that was pressed, by the id under which it was sent; None where none of ours was."""
    sent_as = str(message.data.get("card", ""))
    card = replies.card(connection, sent_as.partition("@")[0])
    return replace(card, id=sent_as) if card else None
