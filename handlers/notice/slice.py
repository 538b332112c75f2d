"""The notice slice: answers to every notice whatever its matter, who has not given any, outages, messages to many."""

from __future__ import annotations

from bot.messages import Message
from bot.registry import Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from handlers.notice import answering, asked, changing, missing, put_right, said, sending
from handlers.notice.answering import Hooks
from handlers.notice.answering import answering as answering_act
from handlers.notice.facts import HANDLER, facts
from scheduler import owed
from scheduler.notices import DUES


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what is said to a notice, and what somebody wants sent. Pure."""
    return said.read(message, situation) + put_right.read(message, situation) + asked.read(message, situation)


def slice_of(office: Office, hooks: Hooks | None = None) -> Slice:
    """Return the slice. hooks: by the kind of a notice, what its own slice does with an answer."""
    del office
    told = hooks or {}
    return Slice(
        name=HANDLER,
        read=read,
        facts=facts,
        acts={
            "meeting.ack": answering_act(owed.DONE, told),
            "meeting.leave": answering_act(owed.EXCUSED, told),
            "notice.ack": answering_act(owed.DONE, told),
            "notice.done": answering_act(owed.DONE, told),
            "notice.leave": answering_act(owed.EXCUSED, told),
            "notice.hand_on": answering_act(owed.HANDED_OVER, told),
            "notice.seen": answering.seen,
            "notice.missing": missing.missing,
            "notice.chase": missing.chase,
            "notice.told": missing.told,
            put_right.CHANGE: changing.change,
            put_right.VOID: changing.void,
            asked.OUTAGE: sending.outage,
            asked.BROADCAST: sending.broadcast,
            sending.SEND: sending.send,
        },
        dues=DUES,
        undos={
            answering.ANSWERED: answering.undo,
            sending.SENT: sending.undo,
            changing.RIGHTED: changing.undo,
            changing.VOIDED: changing.undo,
        },
    )
