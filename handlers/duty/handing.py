"""Handing over: what the outgoing officer notes, and 接班 by the next; until then the old shift is responsible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import journal, shifts
from bot.store.people import Person
from bot.store.places import Place
from bot.store.pushes import Recipient
from bot.store.shifts import Shift
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.being_on import confirm, mine, not_your_turn
from handlers.duty.written import Writer

#: Says what is open at a moment, one line a matter; other slices give theirs.
Handover = Callable[[Connection, datetime], list[str]]

NOTED = "duty.noted"
STILL_MINE = timedelta(hours=12)  # how long after its end something may be added to a shift
MOST = 4


def taking_over(handovers: Sequence[Handover]) -> Act:
    """Return the act of 接班, which shows what `handovers` say is open."""

    def take_over(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del message, reading
        if not situation.among_ourselves:
            turn.say(talk.PRIVATELY)
            return
        found = mine(turn, situation)
        if not found:
            turn.shown = ""
            turn.say(not_your_turn(turn, situation))
            return
        left = [line for handover in handovers for line in handover(turn.connection, turn.now)]
        for shift in found:
            turn.say(_take_over(turn, shift, left, situation))

    return take_over


def note(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Keep what the outgoing officer leaves to the next; where that one is there already, tell him."""
    del message
    text = reading.slots["text"]
    shift = _mine_to_hand_over(turn, situation) if situation.among_ourselves else None
    if not situation.among_ourselves:
        turn.say(talk.PRIVATELY)
    elif shift is None:
        turn.say(talk.NO_SHIFT_TO_NOTE)
    elif not text:
        turn.say(talk.WHAT_TO_NOTE)
    else:
        _keep(turn, shift, text, situation)


def notes_of(connection: Connection, found: Sequence[Shift]) -> list[str]:
    """Return what was noted on shifts, in the order it was said."""
    entries = [one for shift in found for one in journal.entries(connection, kinds=(NOTED,), subject=shift.subject)]
    return [one.data["text"] for one in entries]


def _take_over(turn: Turn, shift: Shift, left: Sequence[str], situation: Situation) -> str:
    writer = Writer(turn.connection, turn.now, situation.zone)
    at = turn.waiting.happened_at if turn.waiting else turn.now
    former = shifts.former_of(turn.connection, shift, turn.now)
    open_ones = [one for one in former if one.handed_over_at is None]
    shifts.hand_over(turn.connection, [one.id for one in open_ones], at)
    if not shift.confirmed_at:
        confirm(turn, shift, situation)
    turn.record("duty.handed_over", shift.subject, former=[one.id for one in open_ones])
    words = {"campus": writer.campus(shift.campus_id), "when": writer.times(shift)}
    for one in open_ones:
        if one.officer_id != shift.officer_id:
            text = talk.HANDED_OVER.format(officer=writer.name(shift.officer_id), **words)
            turn.push(Recipient(person_id=one.officer_id), text, audience="duty", subject=one.subject)
    items = [*notes_of(turn.connection, former), *left]
    lines = [talk.ITEM.format(number=number, text=text) for number, text in enumerate(items[:MOST], start=1)]
    more = [talk.MORE_ITEMS.format(count=len(items) - MOST)] if len(items) > MOST else []
    told = [talk.LEFT, *lines, *more] if items else [talk.NOTHING_OPEN]
    return "\n".join([talk.TAKEN_OVER.format(**words) + told[0], *told[1:]])


def _mine_to_hand_over(turn: Turn, situation: Situation) -> Shift | None:
    """Return the sender's shift that runs, else his newest that ended lately."""
    sender = situation.sender
    if isinstance(sender, Place):
        return next(iter(mine(turn, situation)), None)
    if not isinstance(sender, Person):
        return None
    found = shifts.of_officer(turn.connection, sender.id, turn.now - STILL_MINE, turn.now + timedelta(microseconds=1))
    running = [one for one in found if one.ends_at > turn.now]
    return next(iter(running or found[::-1]), None)


def _keep(turn: Turn, shift: Shift, text: str, situation: Situation) -> None:
    turn.record(NOTED, shift.subject, text=text)
    writer = Writer(turn.connection, turn.now, situation.zone)
    following = shifts.next_of(turn.connection, shift, turn.now)
    name = writer.name(following.officer_id) if following else ""
    if following is None or shift.handed_over_at is None:
        turn.say(talk.NOTED.format(officer=f"（{name}）" if name else ""))
        return
    added = talk.ADDED.format(officer=writer.name(shift.officer_id), text=text)
    turn.push(Recipient(person_id=following.officer_id), added, audience="duty", subject=following.subject)
    turn.say(talk.NOTED_LATE.format(officer=name))
