"""For which of several people somebody answers who may answer for others: asked, never taken for all of them."""

from __future__ import annotations

from bot.router import Reading
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.notice import words

FOR_ALL, WHOSE = "for_all", "whose"
MOST = 5


def asks_for_whom(turn: Turn, reading: Reading, whose: list[Person], me: Person) -> bool:
    """Ask in whose name an answer is, where it may be in several. Returns whether it was asked."""
    others = list({one.id: one for one in whose if one.id != me.id}.values())
    if len(others) < 2 or reading.slots.get(WHOSE) or reading.slots.get(FOR_ALL):  # noqa: PLR2004 — several
        return False
    handler, intent, slots = reading.handler, reading.intent, dict(reading.slots)
    options = [Option(one.called, handler, intent, {**slots, WHOSE: one.id}, (one.name,)) for one in others[:MOST]]
    options.append(Option(words.FOR_ALL, handler, intent, {**slots, FOR_ALL: True}, ("都回", "全部", "都收到")))
    turn.ask(words.FOR_WHOM, options)
    return True
