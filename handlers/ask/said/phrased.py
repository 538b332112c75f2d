"""What a model said of an answer, brought back by one of our own calls."""

from __future__ import annotations

from bot.messages import Kind, Message
from bot.platforms.phrasing import EVENT
from bot.router import Reading
from handlers.ask.talk import HANDLER, PHRASED


def hear_brought(message: Message) -> list[Reading]:
    """Hear what was brought; only a call of our own brings anything."""
    is_ours = message.kind is Kind.RESULT and message.data.get("event") == EVENT
    return [Reading(HANDLER, PHRASED, 1.0)] if is_ours else []
