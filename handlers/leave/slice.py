"""The leave slice: who is away and who acts for him."""

from __future__ import annotations

from functools import partial

from bot.registry import Due, Slice
from bot.settings import Office
from handlers.leave import asking, coming, going, known, returning, said, talk, undoing


def slice_of(office: Office) -> Slice:
    """Return the slice."""
    return Slice(
        name=talk.SLICE,
        read=said.read,
        facts=known.facts,
        acts={
            talk.OUT: going.out,
            talk.STAND_IN: going.stand_in,
            talk.BACK: coming.back,
            talk.CHANGE: coming.change,
            talk.CALLED_OFF: coming.call_off,
            talk.DECLINE: coming.decline,
            talk.QUERY: asking.query,
        },
        dues={
            returning.RETURNED: Due(partial(returning.returned, office=office)),
            returning.STILL: Due(returning.still_away),
        },
        undos={
            talk.OUT: undoing.undo_out,
            talk.CHANGE: undoing.undo_change,
            talk.BACK: undoing.undo_back,
        },
    )
