"""What the platform or one of our own calls tells: a chat opened, a picture fetched, a wrong press."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import inbox, journal
from bot.turn import Turn
from handlers.system import talk
from handlers.system.greeting import GREETED, greeting, is_greeted


def entered(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Greet who opens the chat: the first time with what is kept and heard, later with the help."""
    del reading
    if is_greeted(turn, message):
        turn.say(talk.help_text(situation, talk.WELCOME_HEAD))
        return
    turn.say(f"{greeting(situation)}\n{talk.EXAMPLES}")
    turn.record(GREETED)


def fetched(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note quietly that a picture or file is kept."""
    del reading, situation
    turn.record(talk.FETCHED, _subject(turn, message), file=message.data.get("file"))


def lost(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say once for each message that what came with it could not be fetched."""
    del reading
    subject = _subject(turn, message)
    told = journal.entries(turn.connection, kinds=(talk.LOST,), subject=subject, newest=1)
    turn.record(talk.LOST, subject, number=message.data.get("number"))
    if not told:
        turn.say(talk.MEDIA_LOST.format(what=talk.what_of(message), phone=situation.office.duty_phone))


def again(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Leave a card that was answered as it is; a finger that taps twice needs no second word, another choice does."""
    del reading, situation
    turn.shown = str(message.data["chosen"])
    if not turn.shown.endswith(str(message.data["pressed"])):
        turn.say(talk.BUTTON_ANSWERED.format(shown=turn.shown))


def too_late(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say that the question of a pressed card is over, also on the card."""
    del message, reading, situation
    turn.shown = talk.OUT_OF_DATE
    turn.say(talk.BUTTON_TOO_LATE)


def _subject(turn: Turn, message: Message) -> str:
    """Name the message the picture or file came with."""
    return f"inbox:{inbox.handled(turn.connection, message.door, str(message.data.get('of', ''))) or 0}"
