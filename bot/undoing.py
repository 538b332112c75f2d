"""撤销: the same person takes back what he did last, within ten minutes; who was told of it is told that it is not so.

What has not left yet is withdrawn; whoever got it already gets one correction, in the place he got it. Each slice says
how its own deeds are set right.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import HouqinError
from bot.messages import Message
from bot.registry import Act, Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store import deeds, pushes
from bot.store.deeds import Deed
from bot.store.pushes import Severity
from bot.turn import Turn

CORRECTION = "【更正】{text}"
NOTHING = "十分钟内没有可以撤销的操作。"


class NotUndone(HouqinError):
    """It can't be taken back any more; the text is what the sender reads."""


def undo_act(undos: Mapping[str, Undo]) -> Act:
    """Return the act of 撤销. undos: by the kind of the deed."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del reading
        since = (turn.waiting.happened_at if turn.waiting else turn.now) - deeds.LIFE
        last = deeds.last_of(turn.connection, message.order_key, turn.person_id, since)
        if not last:
            turn.say(NOTHING)
            return
        try:
            said = [_take_back(turn, deed, undos, situation) for deed in last]
        except NotUndone as trouble:
            turn.say(str(trouble))
            return
        text = "；".join(dict.fromkeys(filter(None, reversed(said))))
        turn.record("deed.taken_back", last[0].subject, source=last[0].source, kinds=[one.kind for one in last])
        _correct(turn, last[0], text)
        if text:
            turn.say(text)

    return act


def _take_back(turn: Turn, deed: Deed, undos: Mapping[str, Undo], situation: Situation) -> str:
    said = undos[deed.kind](turn, deed, situation)
    deeds.taken_back(turn.connection, deed, turn.now)
    return said


def _correct(turn: Turn, deed: Deed, text: str) -> None:
    """Withdraw what has not left, and correct what has, for exactly those it was meant for."""
    if not text:
        return
    here = turn.waiting.message.chat if turn.waiting else None
    told = pushes.of_source(turn.connection, deed.source)
    waiting = [push.id for push, state in told if state in (pushes.WAIT, pushes.RESERVED) and push.answers is None]
    pushes.settle(turn.connection, waiting, pushes.DROPPED, turn.now, reason="taken back")
    corrected = set()
    for push, state in told:
        is_own_reply = push.answers is not None and (push.recipient.chat is None or push.recipient.chat == here)
        is_told_here = here is None and turn.person_id is not None and push.recipient.person_id == turn.person_id
        if is_own_reply or is_told_here or push.id in waiting or state in (pushes.DROPPED, pushes.FAILED):
            continue
        if push.recipient in corrected:  # he was told several things at once
            continue
        corrected.add(push.recipient)
        turn.push(
            push.recipient,
            CORRECTION.format(text=text),
            audience=push.audience,
            subject=push.subject,
            severity=max(push.severity, Severity.URGENT),
        )
