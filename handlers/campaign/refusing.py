"""What is not taken: results and grades of persons, papers about them, votes that could not be anonymous.

The text is erased; the answer is private; who must be told nothing is told nothing.
"""

from __future__ import annotations

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import attachments, inbox
from bot.store.attachments import Attachment
from bot.turn import Turn
from handlers.campaign import words
from handlers.campaign.said import refused

NOT_TAKEN = "a paper about a person is not taken"


def result(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Turn away somebody's grade or penalty, and forget what was said."""
    del message, reading, situation
    _forget(turn)
    turn.whisper(words.RESULT_REFUSED)
    turn.record("message.refused", reason="personal result")


def private_file(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say privately that such a paper does not belong here; what has not been fetched yet is not kept."""
    del reading, situation
    for place, one in enumerate(message.data.get("media") or (), start=1):
        number = int(one.get("number", place))
        gone = Attachment(message.door, message.message_id, number, str(one.get("kind", "")), reason=NOT_TAKEN)
        attachments.note(turn.connection, gone, turn.now)
    _forget(turn)
    turn.whisper(words.FILE_REFUSED if message.channel is Channel.PRIVATE else words.FILE_IN_GROUP)
    turn.record("message.refused", reason="paper about a person")


def vote(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say why no vote is held here, and the way on paper."""
    del message, reading, situation
    turn.say(words.VOTE_REFUSED)
    turn.record("message.redirected", reason="vote")


def _forget(turn: Turn) -> None:
    if turn.waiting is not None:
        inbox.forget_text(turn.connection, turn.waiting.id)


ACTS = {refused.RESULT: result, refused.FILE: private_file, refused.VOTE: vote}
