"""The first words to somebody: what is kept, what the assistant hears, and to a stranger how to be enrolled. Once."""

from __future__ import annotations

from bot.messages import Message
from bot.situation import Situation
from bot.store import journal
from bot.turn import Turn
from handlers.system import talk

GREETED = "person.greeted"
ALARM = "push:duty"


def greet(turn: Turn, situation: Situation) -> None:
    """Say it once to everybody, privately, after what he asked for.

    Not under an alarm: who has just reported one reads what to do, and nothing else.
    """
    waiting = turn.waiting
    if waiting is None or not (turn.said or turn.whispered) or ALARM in turn.effects:
        return
    if not is_greeted(turn, waiting.message):
        turn.whisper(greeting(situation))
        turn.record(GREETED)


def is_greeted(turn: Turn, message: Message) -> bool:
    """Whether the sender has read it."""
    return bool(journal.entries(turn.connection, kinds=(GREETED,), account=message.order_key, newest=1))


def greeting(situation: Situation) -> str:
    """Word it; it is for one person's eyes."""
    office = situation.office
    text = talk.GREETING.format(department=office.department, assistant=office.assistant, contact=office.contact)
    return text if situation.sender else f"{text}\n{talk.STRANGER.format(contact=office.contact)}"
