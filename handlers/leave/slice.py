"""The leave slice: who is away and who acts for him, what is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.messages import Message
from bot.registry import Due, Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from handlers.leave import (
    asking,
    coming,
    going,
    gone,
    handing,
    handing_said,
    known,
    returning,
    said,
    secretary,
    secretary_said,
    talk,
    undoing,
)
from scheduler.belongings import Holding


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what is said of absences and hand-overs. Pure."""
    readers = (secretary_said.read, handing_said.read, said.read)
    return next(filter(None, (reader(message, situation) for reader in readers)), [])


def slice_of(office: Office, holdings: Mapping[str, Holding] | None = None) -> Slice:
    """Return the slice. holdings: what the slices keep under somebody's name, by the name of the holding."""
    held = holdings or {}
    return Slice(
        name=talk.SLICE,
        read=read,
        facts=known.facts,
        acts={
            talk.OUT: going.out,
            talk.STAND_IN: going.stand_in,
            talk.BACK: coming.back,
            talk.CHANGE: coming.change,
            talk.CALLED_OFF: coming.call_off,
            talk.DECLINE: coming.decline,
            talk.QUERY: asking.query,
            talk.HANDOVER_LIST: handing.listing(held),
            talk.HANDOVER: handing.starting(held),
            talk.HANDED: handing.giving(held),
            talk.SPEAKS: secretary.name,
            talk.SPEAKS_DECIDE: secretary.decide,
            talk.SPEAKS_NO_MORE: secretary.end,
        },
        dues={
            returning.RETURNED: Due(partial(returning.returned, office=office)),
            returning.STILL: Due(returning.still_away),
            gone.CHECK: Due(partial(gone.check, office=office, holdings=held)),
        },
        undos={
            talk.OUT: undoing.undo_out,
            talk.CHANGE: undoing.undo_change,
            talk.BACK: undoing.undo_back,
            talk.HANDED: handing.undoing(held),
            talk.SPEAKS: secretary.undo_agreed,
            talk.SPEAKS_NO_MORE: secretary.undo_ended,
        },
    )
