"""The thumbs of a platform: what somebody thinks of an answer counts as if he had said it; no word goes back."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import inbox, journal
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.learning.verdicts import BAD, GOOD, NONE, judge, judged
from knowledge.unlisted import is_unlisted

VERDICTS = {GOOD: GOOD, BAD: BAD}  # anything else takes it back
LONGEST_REMARK, MOST_REASONS = 200, 5
LOOKED_THROUGH = 50  # the latest answers of who asked, among which the rated one is
NOT_KNOWN = "message.kept"


def rated(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note what somebody thinks of an answer; the platform takes no word back."""
    del situation
    row = inbox.row_of(turn.connection, message.door, str(reading.slots["of"]))
    if row is None:
        turn.record(NOT_KNOWN, what=message.kind.value)
        return
    source = f"inbox:{row}"
    reasons = [str(one) for one in message.data.get("reasons", [])][:MOST_REASONS]
    verdict, remark = str(message.data.get("verdict", "")), str(message.data.get("text", ""))[:LONGEST_REMARK]
    kept = "" if is_unlisted(remark) else remark
    turn.record(talk.RATED, source, verdict=verdict, text=kept, reasons=reasons)
    asked = inbox.message_of(turn.connection, row)
    if asked is None:
        return
    answers = journal.entries(turn.connection, kinds=talk.ASKED, account=asked.order_key, newest=LOOKED_THROUGH)
    for one in [one for one in answers if one.source == source][-1:]:
        judge(turn, judged(one), VERDICTS.get(verdict, NONE), message)


ACTS = {talk.RATED: rated}
