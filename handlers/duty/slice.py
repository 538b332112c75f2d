"""The duty slice: who is on, 在岗, 接班, swaps, gaps, the log."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.messages import Message
from bot.registry import Due, Slice
from bot.settings import Office
from bot.standstill import STOOD_STILL
from bot.store.people import Person
from bot.store.places import Place
from bot.store.shifts import WATCH
from handlers.duty import (
    being_on,
    deciding,
    handing,
    logbook,
    missing,
    said,
    starting,
    stood_still,
    swapping,
    talk,
    telling,
)
from handlers.duty.handing import Handover
from scheduler import owed


def slice_of(office: Office, *handovers: Handover) -> Slice:
    """Return the slice. handovers: what other slices say is open when a shift is taken over."""
    return Slice(
        name=talk.HANDLER,
        read=said.read,
        acts={
            talk.QUERY: telling.query,
            talk.ON: being_on.say_on,
            talk.HANDOVER: handing.taking_over(handovers),
            talk.NOTE: handing.note,
            talk.SWAP: swapping.ask,
            talk.DECIDE: deciding.decide,
            talk.LOG: logbook.show,
        },
        facts=_owes,
        dues={
            WATCH: Due(partial(starting.watch, office=office)),
            starting.UNANSWERED: Due(partial(starting.unanswered, office=office), is_chain=True),
            missing.GAPS: Due(partial(missing.tell, office=office)),
            STOOD_STILL: Due(partial(stood_still.ask, office=office)),
        },
    )


def _owes(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> bool:
    """Say whether the sender owes an 在岗, so that 收到 is one."""
    del message, now
    found = owed.open_of(connection, sender.id) if isinstance(sender, Person) else []
    return any(one.kind == starting.OWED for one in found)
