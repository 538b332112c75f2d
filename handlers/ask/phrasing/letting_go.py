"""What a model said comes back: the judge has looked at it, and the reply that waits is let go, with it or without.

Where the reply has left meanwhile, what comes is dropped: one thing is said, once.
"""

from __future__ import annotations

from typing import Any

from bot.messages import Message
from bot.platforms.phrasing import TOO_LATE
from bot.router import Reading
from bot.situation import Situation
from bot.store import held
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.phrasing.words import BEFORE
from knowledge.phrasing import Given, Phrased, Refused, judge


def judged(message: Message, reading: Reading, situation: Situation) -> Phrased | Refused | None:
    """Judge the words a model brought, before the transaction; None where it brought none."""
    del reading, situation
    words, about = message.data.get("text"), message.data.get("about")
    if not isinstance(words, str) or not isinstance(about, dict):
        return None
    return judge(
        words, [Given(1, str(about.get("text", "")), str(about.get("about", "")))], str(about.get("quote", ""))
    )


def let_go(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Let the reply go that waits for this."""
    del reading, situation
    found: Phrased | Refused | None = turn.prepared
    subject = str(message.data.get("subject", ""))
    before = BEFORE.format(phrased=found.text) if isinstance(found, Phrased) else ""
    waited = held.let_go(turn.connection, subject, turn.now, before)
    if before and waited:
        turn.record(talk.REWORDED, subject)
        return
    turn.record(talk.NOT_REWORDED, subject, **_why(message, found))


def _why(message: Message, found: Phrased | Refused | None) -> dict[str, Any]:
    if isinstance(found, Refused):
        return {"refused": found.grounds.value}
    return {"lost": str(message.data.get("lost") or TOO_LATE)}
