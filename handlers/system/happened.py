"""What the platform or one of our own calls tells: a chat opened, an answer rated, a picture fetched, a wrong press."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import inbox, journal
from bot.store.journal import Entry
from bot.turn import Turn
from handlers.system import talk
from handlers.system.greeting import GREETED, greeting, is_greeted
from knowledge.rows import keep_unanswered

BAD = "bad"
ANSWERED = "question.answered"
LONGEST_REMARK, MOST_REASONS = 200, 5
REMEMBERED = timedelta(minutes=10)
LOOKED_THROUGH = 50  # the sender's latest answers, among which the rated one is


def entered(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Greet who opens the chat: the first time with what is kept and heard, later with the help."""
    del reading
    if is_greeted(turn, message):
        turn.say(talk.help_text(situation, talk.WELCOME_HEAD))
        return
    turn.say(f"{greeting(situation)}\n{talk.EXAMPLES}")
    turn.record(GREETED)


def rated(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note what somebody thinks of an answer; the platform takes no word back."""
    del situation
    row = inbox.row_of(turn.connection, message.door, str(reading.slots["of"]))
    if row is None:
        turn.record(talk.KEPT, what=message.kind.value)
        return
    reasons = [str(one) for one in message.data.get("reasons", [])][:MOST_REASONS]
    verdict, remark = str(message.data.get("verdict", "")), str(message.data.get("text", ""))[:LONGEST_REMARK]
    turn.record(talk.RATED, f"inbox:{row}", verdict=verdict, text=remark, reasons=reasons)
    asked = inbox.message_of(turn.connection, row)
    if verdict == BAD and asked is not None:
        turn.record(talk.UNHELPFUL, f"inbox:{row}")
        answers = journal.entries(turn.connection, kinds=(ANSWERED,), account=asked.order_key, newest=LOOKED_THROUGH)
        keep_question(turn, [one for one in answers if one.source == f"inbox:{row}"])


def unhelpful(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that the answer just given did not help, with its question."""
    del reading
    turn.record(talk.UNHELPFUL)
    since = turn.now - REMEMBERED
    keep_question(
        turn, journal.entries(turn.connection, kinds=(ANSWERED,), account=message.order_key, since=since, newest=1)
    )
    turn.say(talk.UNHELPFUL_ANSWER.format(contact=situation.contact))


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


def keep_question(turn: Turn, answered: list[Entry]) -> None:
    """Keep a question whose answer did not help among those the policies do not answer; without who asked."""
    for one in answered[-1:]:
        keep_unanswered(turn.connection, one.data["question"], turn.now)


def _subject(turn: Turn, message: Message) -> str:
    """Name the message the picture or file came with."""
    return f"inbox:{inbox.handled(turn.connection, message.door, str(message.data.get('of', ''))) or 0}"
