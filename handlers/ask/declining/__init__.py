"""Questions that are not answered here, without a search, and the way that works; nothing of them is kept."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.declining import words
from handlers.ask.part import Part

SAID = {"live": words.LIVE, "opinion": words.OPINION, "advice": words.ADVICE}


def _private(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message, reading
    turn.say(words.PRIVACY.format(contact=situation.contact))


def _declined(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    del message
    kind = str(reading.slots["kind"])
    turn.say(SAID[kind].format(contact=situation.contact, phone=situation.office.duty_phone))
    turn.record(talk.NOT_OURS, kind=kind)


def part_of() -> Part:
    """Return what this part brings to the slice."""
    return Part(acts={talk.PRIVATE: _private, talk.DECLINED: _declined})
