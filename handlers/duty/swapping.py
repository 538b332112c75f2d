"""Asking for a swap: which shifts are meant, whether both are on them, and the question to the other officer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from bot.messages import Button, Card, Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people, shifts, swaps
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient, Severity
from bot.store.shifts import Shift
from bot.store.swaps import Swap
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.days import Days
from handlers.duty.telling import days_of, on_days
from handlers.duty.written import Writer, days_in_words

MOST_OPTIONS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """The shifts of a swap: the asker's for the other, and perhaps the other's in return."""

    given: Shift
    returned: Shift | None = None


def ask(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask the other officer, or say kindly why a swap can't be."""
    del message
    me, slots = situation.sender, reading.slots
    if not situation.among_ourselves:
        turn.say(talk.PRIVATELY)
    elif not isinstance(me, Person):
        turn.say(talk.ENROL_FIRST)
    elif "first" not in slots or slots["now"] or slots.get("back", {"first": ""}) == {}:
        turn.say(talk.WHICH_SHIFT_DAY)
    else:
        other = _other(turn, slots["name"], me)
        wanted = _wanted(turn, reading, situation, me, other) if other else None
        if other is not None and wanted is not None:
            _ask(turn, situation, me, other, wanted)


def approvers(turn: Turn, swap: Swap) -> list[Person]:
    """Return who may approve a swap: the leader on duty of its shift, else those who keep the roster."""
    shift = shifts.find(turn.connection, swap.shift_id, turn.now)
    leaders = people.people(turn.connection, turn.now, [shift.leader_id] if shift and shift.leader_id else [])
    keepers = (people.people_with(turn.connection, role, turn.now) for role in (Role.ORGANISER, Role.ADMIN))
    return leaders or next((found for found in keepers if found), [])


def card_of(swap: Swap) -> Card:
    """Make the two buttons; each who is asked has a card of his own."""
    buttons = (
        Button(talk.AGREE, talk.SAY_AGREE.format(row=swap.id)),
        Button(talk.DECLINE, talk.SAY_DECLINE.format(row=swap.id)),
    )
    return Card(f"w-{secrets.token_hex(12)}", talk.SWAP_CARD.format(row=swap.id), buttons)


def called(found: list[Person]) -> str:
    """Name who approves."""
    return "、".join(one.called for one in found)


def _other(turn: Turn, name: str, me: Person) -> Person | None:
    found = people.by_name(turn.connection, name, turn.now)
    if len(found) == 1 and found[0].id != me.id:
        return found[0]
    told = talk.WITH_YOURSELF if len(found) == 1 else talk.WHICH_PERSON if found else talk.WHO_IS_IT
    turn.say(told.format(name=name))
    return None


def _wanted(turn: Turn, reading: Reading, situation: Situation, me: Person, other: Person) -> Wanted | None:
    """Find the shifts that are meant; None where that had to be said or asked."""
    days = days_of(reading)
    back = days_of(Reading("", "", 1.0, reading.slots["back"])) if "back" in reading.slots else days
    my_own = [one for one in on_days(turn.connection, days, situation) if one.officer_id == me.id]
    theirs = [one for one in on_days(turn.connection, back, situation) if one.officer_id == other.id]
    if "shift" in reading.slots:
        my_own = [one for one in my_own if one.id == reading.slots["shift"]]
    mutual = reading.slots["mutual"]
    if refusal := _refusal(days, back, other, bool(my_own), bool(theirs), mutual=mutual):
        turn.say(refusal)
        return None
    if len(my_own) > 1:
        _which(turn, reading, my_own, situation)
        return None
    return Wanted(my_own[0], theirs[0] if mutual else None)


def _refusal(days: Days, back: Days, other: Person, i_am: bool, they_are: bool, *, mutual: bool) -> str:  # noqa: FBT001
    words = days_in_words(days)
    if not mutual:
        return "" if i_am else talk.YOU_ARE_OFF.format(days=words)
    if i_am and they_are:
        return ""
    if i_am:
        return talk.ONLY_YOU.format(days=days_in_words(back) if back != days else words, name=other.name)
    told = talk.ONLY_OTHER if they_are else talk.BOTH_OFF
    return told.format(days=words, name=other.name)


def _which(turn: Turn, reading: Reading, found: list[Shift], situation: Situation) -> None:
    writer = Writer(turn.connection, turn.now, situation.zone)
    slots: dict[str, Any] = dict(reading.slots)
    options = [
        Option(writer.campus(one.campus_id) + writer.when(one), talk.HANDLER, talk.SWAP, slots | {"shift": one.id})
        for one in found[:MOST_OPTIONS]
    ]
    turn.ask(talk.WHICH_SHIFT, options)


def _ask(turn: Turn, situation: Situation, me: Person, other: Person, wanted: Wanted) -> None:
    writer = Writer(turn.connection, turn.now, situation.zone)
    both = [wanted.given] + ([wanted.returned] if wanted.returned else [])
    standing = next(filter(None, (swaps.open_between(turn.connection, one.id) for one in both)), None)
    if any(one.starts_at <= turn.now for one in both):
        turn.say(talk.HAS_BEGUN)
        return
    if standing is not None:
        turn.say(talk.ALREADY_ASKED.format(row=standing.id))
        return
    if clash(turn, other.id, wanted.given, wanted.returned):
        turn.say(talk.OTHER_IS_BUSY.format(name=other.name, when=writer.when(wanted.given)))
        return
    returned_id = wanted.returned.id if wanted.returned else None
    swap = swaps.ask(turn.connection, wanted.given.id, returned_id, asker_id=me.id, other_id=other.id, at=turn.now)
    turn.record("duty.swap_asked", swap.subject, shift=wanted.given.id, back=returned_id, other=other.id)
    returned = talk.IN_RETURN.format(returned=place_and_time(writer, wanted.returned), name=me.name)
    turn.push(
        Recipient(person_id=other.id),
        talk.TO_AGREE.format(
            name=me.name,
            given=place_and_time(writer, wanted.given),
            returned=returned if wanted.returned else "",
            row=swap.id,
        ),
        audience="duty",
        subject=swap.subject,
        severity=Severity.URGENT,
        expires_at=wanted.given.starts_at,
        card=card_of(swap),
    )
    turn.say(talk.ASKED.format(name=other.name, approver=called(approvers(turn, swap)), row=swap.id))


def clash(turn: Turn, person_id: int, shift: Shift, besides: Shift | None) -> bool:
    """Whether somebody is on another shift while one runs."""
    found = shifts.of_officer(turn.connection, person_id, shift.starts_at, shift.ends_at)
    return any(one.id != (besides.id if besides else None) for one in found)


def place_and_time(writer: Writer, shift: Shift | None) -> str:
    """Write where and when a shift is."""
    return f"{writer.when(shift)} {writer.campus(shift.campus_id)}的班" if shift else ""
