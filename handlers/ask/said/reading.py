"""The order in which the parts of the slice hear a message."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.ask.facts import facts_of
from handlers.ask.said import around, declined, following, learned, looked_up, phrased, shelved
from handlers.ask.said.heard import Heard

Hear = Callable[[Heard], Reading | None]
_PARTS: tuple[Hear, ...] = (
    looked_up.hear_first,
    around.hear,
    learned.hear,
    shelved.hear,
    declined.hear,
    following.hear,
    looked_up.hear,
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message as a question about the policies."""
    if message.kind is Kind.RESULT:
        return phrased.hear_brought(message)
    text = message.text.strip()
    if not message.in_words or message.channel is Channel.GROUP or not _WORDS.search(text):
        return []
    heard = Heard(text, message, situation, facts_of(situation))
    found = next((reading for hear in _PARTS if (reading := hear(heard)) is not None), None)
    return [found] if found else []
