"""The meeting slice: called, answered, moved, called off; items before it, minutes and decisions after it."""

from __future__ import annotations

from functools import partial

from bot.registry import Due, Slice
from bot.settings import Office
from handlers.meeting import (
    after,
    arming,
    asking,
    cancelling,
    changing,
    collecting,
    creating,
    known,
    said,
    sending,
    talk,
    timing,
    undoing,
)
from handlers.meeting.after import Assign


def slice_of(office: Office, assign: Assign | None = None) -> Slice:
    """Return the slice. assign: makes a task of a decision."""
    return Slice(
        name=talk.HANDLER,
        read=said.read,
        facts=known.facts,
        acts={
            talk.CREATE: creating.create,
            talk.SEND: sending.send,
            talk.CHANGE: changing.change,
            talk.MOVE: changing.move,
            talk.CANCEL: cancelling.cancel,
            talk.CALL_OFF: cancelling.call_off,
            talk.QUERY: asking.query,
            talk.COUNT: asking.count,
            talk.CALENDAR: asking.calendar,
            talk.ITEM: collecting.hand_in,
            talk.COLLECT: collecting.collect,
            talk.MINUTES: after.keep_minutes,
            talk.HAND_OUT: after.hand_out,
            talk.DECIDE: after.deciding(assign),
        },
        dues={
            arming.TAKES_PLACE: Due(partial(timing.takes_place, office=office)),
            arming.COLLECTED: Due(partial(timing.collected, office=office)),
        },
        undos=undoing.UNDOS,
    )
