"""Questions that are not answered here, and the way that works."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.declining import words
from handlers.ask.part import Part


def _decline(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    turn.say(words.PRIVACY.format(contact=situation.contact))


def part_of() -> Part:
    """Return what this part brings to the slice."""
    return Part(acts={talk.PRIVATE: _decline})
