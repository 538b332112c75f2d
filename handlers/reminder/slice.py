"""The reminder slice: reminders, the answers to them, what organisers decide of series, and what recurs at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.messages import Message
from bot.registry import Due, Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from bot.turn import Turn
from handlers.reminder import (
    answering,
    eves,
    keeping,
    known,
    others,
    quieting,
    ringing,
    rows,
    said,
    setting,
    talk,
    watch,
)
from scheduler import series
from scheduler.series import Plan


def _mute(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    act = quieting.quiet if reading.slots.get(talk.EVERYTHING) else answering.mute
    act(turn, message, reading, situation)


def slice_of(office: Office, plans: Mapping[str, Plan] | None = None) -> Slice:
    """Return the slice. plans: what an occurrence of a series brings about, by the kind the other slices gave it."""
    own: Mapping[str, Plan] = {talk.KIND: partial(ringing.plan, office=office), **(plans or {})}
    return Slice(
        name=talk.HANDLER,
        read=said.read,
        acts={
            talk.CREATE: setting.create,
            talk.AMEND: setting.amended,
            talk.SEND: others.send,
            talk.CHANGE: keeping.change,
            talk.UNDO: keeping.cancel,
            talk.LIST: keeping.show,
            talk.MUTE: _mute,
            talk.SNOOZE: answering.snooze,
            talk.DONE: answering.done,
            talk.DECIDE: answering.decide,
            talk.EVES: eves.switch,
            talk.UNMUTE: quieting.loud,
        },
        facts=known.facts,
        dues={
            talk.RING: Due(partial(ringing.due, office=office), is_light=True),
            talk.AGAIN: Due(partial(ringing.again, office=office), is_light=True),
            watch.WATCH: Due(partial(watch.look, office=office)),
            **series.dues(office, own, missed=rows.missed_of),
        },
        undos={
            talk.CREATED: keeping.undo_created,
            talk.CANCELLED: keeping.undo_cancelled,
            talk.CHANGED: keeping.undo_changed,
            talk.ANSWERED: answering.undo_answered,
            talk.QUIETED: quieting.undo_quiet,
        },
    )
