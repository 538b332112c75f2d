"""Handing over: everything somebody holds, listed, given to his successor after one confirmation, both told.

What can't be moved is named and stays in the list; within ten minutes 撤销 gives everything back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.messages import Message
from bot.registry import Act, Undo
from bot.rights import Act as Right
from bot.rights import Concern, may_concerning
from bot.router import ANSWER, Reading
from bot.situation import Situation
from bot.store import people
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.leave import rows, talk
from scheduler.audience import who_is
from scheduler.belongings import Belonging, Held, Holding, counted, held_by
from scheduler.confirming import ask_for, confirm

Holdings = Mapping[str, Holding]
MOST = 20
SELF = ("我", "本人")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # then nobody had left


def listing(holdings: Holdings) -> Act:
    """Return the act that lists what somebody holds."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del message
        giver = _giver(turn, reading, situation)
        if giver is None:
            return
        held = held_by(turn.connection, holdings, giver.id, turn.now)
        if not held:
            turn.say(talk.HOLDS_NOTHING.format(name=giver.called))
            return
        turn.say(talk.HOLDS.format(name=giver.name, counts=_counts(held), lines=lines_of(held)))

    return act


def starting(holdings: Holdings) -> Act:
    """Return the act that asks for the one confirmation of a hand-over."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del message
        giver = _giver(turn, reading, situation)
        taker = _taker(turn, reading, giver) if giver else None
        if giver is None or taker is None:
            return
        held = held_by(turn.connection, holdings, giver.id, turn.now)
        chosen = _chosen(turn, held, reading.slots.get("numbers") or [])
        if not held:
            turn.say(talk.HOLDS_NOTHING.format(name=giver.called))
        if not held or not chosen:
            return
        text = talk.CONFIRM_HANDOVER.format(
            giver=giver.name, taker=taker.name, counts=_counts(chosen), lines=lines_of(chosen)
        )
        what = [[one.holding, one.what.subject] for one in chosen]
        slots = {"giver_id": giver.id, "taker_id": taker.id, "what": what}
        confirm(turn, text, Option("", talk.SLICE, talk.HANDED, slots))

    return act


def giving(holdings: Holdings) -> Act:
    """Return the act that hands over what was confirmed."""

    def act(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        del message
        giver, taker = anybody(turn, reading.slots["giver_id"]), anybody(turn, reading.slots["taker_id"])
        if giver is None or taker is None or not _may(giver, situation):
            turn.say(talk.MAY_NOT_HAND_OVER.format(contact=situation.contact))
            return
        wanted = [tuple(one) for one in reading.slots["what"]]
        held = held_by(turn.connection, holdings, giver.id, turn.now)
        chosen = [one for one in held if (one.holding, one.what.subject) in wanted]
        moved = [one for one in chosen if holdings[one.holding].move(turn, one.what, giver.id, taker.id)]
        left = {(one.holding, one.what.subject) for one in held_by(turn.connection, holdings, giver.id, turn.now)}
        stuck = [one for one in chosen if one not in moved and (one.holding, one.what.subject) in left]
        _tell(turn, giver, taker, moved, situation)
        note = talk.NOT_MOVED.format(count=len(stuck), lines=lines_of(stuck)) if stuck else ""
        turn.say("\n".join(filter(None, [_said(taker, moved), note])))
        close_where_done(turn, holdings, giver.id)

    return act


def undoing(holdings: Holdings) -> Undo:
    """Return what sets a hand-over right."""

    def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
        del situation
        giver, taker = deed.data["giver"], deed.data["taker"]
        things = [Held(one["holding"], Belonging(**one["what"])) for one in deed.data["moved"]]
        back = [one for one in things if holdings[one.holding].move(turn, one.what, taker, giver)]
        if not back:
            raise NotUndone(talk.TOO_LATE)
        rows.open_handover(turn.connection, giver, turn.now)
        both = [anybody(turn, one) for one in (giver, taker)]
        names = [one.name if one else "" for one in both]
        return talk.HANDOVER_UNDONE.format(giver=names[0], taker=names[1], counts=_counts(back))

    return undo


def close_where_done(turn: Turn, holdings: Holdings, giver_id: int) -> None:
    """Close the hand-over of somebody who holds nothing any more."""
    if held_by(turn.connection, holdings, giver_id, turn.now):
        return
    for one in rows.open_handovers(turn.connection):
        if one.giver_id == giver_id:
            rows.set_closed(turn.connection, one.id, turn.now)
            turn.record("handover.closed", one.subject, giver=giver_id)


def lines_of(held: Sequence[Held]) -> str:
    """Write the first things as numbered lines, and how many more there are."""
    lines = [
        talk.NUMBERED.format(number=number, kind=one.what.kind, line=one.what.line)
        for number, one in enumerate(held[:MOST], start=1)
    ]
    more = [talk.AND_MORE.format(count=len(held) - MOST)] if len(held) > MOST else []
    return "\n".join([*lines, *more])


def anybody(turn: Turn, person_id: int) -> Person | None:
    """Return somebody, also where he has left."""
    return people.person(turn.connection, person_id, turn.now) or people.person(turn.connection, person_id, LONG_AGO)


def anybody_named(connection: Connection, name: str, now: datetime, sender: Person) -> list[Person]:
    """Return whom a name means, also of those who have left."""
    return who_is(connection, name, now, sender) or people.by_name(connection, name, LONG_AGO)


def _giver(turn: Turn, reading: Reading, situation: Situation) -> Person | None:
    """Return who hands over, where the sender may; None where that had to be said."""
    sender, name = situation.sender, str(reading.slots["giver"])
    if not isinstance(sender, Person):
        turn.say(talk.ENROL_FIRST)
        return None
    found = [sender] if name in SELF else anybody_named(turn.connection, name, turn.now, sender)
    if len(found) != 1:
        told = talk.WHICH_ONE.format(name=name, count=len(found)) if found else talk.WHO_IS_IT.format(name=name)
        turn.say(told)
    elif not _may(found[0], situation):
        turn.say(talk.MAY_NOT_HAND_OVER.format(contact=situation.contact))
    else:
        return found[0]
    return None


def _may(giver: Person, situation: Situation) -> bool:
    sender = situation.sender
    concern = Concern(person_id=giver.id)
    return isinstance(sender, Person) and may_concerning(sender.id, sender.held, Right.HAND_OVER, concern)


def _taker(turn: Turn, reading: Reading, giver: Person) -> Person | None:
    name = str(reading.slots.get(ANSWER) or reading.slots["taker"])
    found = who_is(turn.connection, name, turn.now, giver)
    if len(found) == 1 and found[0].id != giver.id:
        return found[0]
    slots = {**reading.slots, "giver": giver.name}
    if len(found) > 1:
        told = talk.WHICH_ONE.format(name=name, count=len(found))
    else:
        told = talk.TAKER_IS_GIVER if found else talk.WHO_IS_IT.format(name=name)
    ask_for(turn, f"{told}{talk.TO_WHOM}", Option("", talk.SLICE, talk.HANDOVER, slots))
    return None


def _chosen(turn: Turn, held: Sequence[Held], numbers: Sequence[int]) -> list[Held]:
    """Return the things of these numbers in the list, all where none is given."""
    wrong = next((one for one in numbers if not 1 <= one <= len(held)), None)
    if held and wrong is not None:
        turn.say(talk.NO_SUCH_NUMBER.format(number=wrong, count=len(held)))
        return []
    return [held[one - 1] for one in dict.fromkeys(numbers)] or list(held)


def _tell(turn: Turn, giver: Person, taker: Person, moved: Sequence[Held], situation: Situation) -> None:
    """Tell both, record it, and let it be taken back."""
    if not moved:
        return
    handover, _ = rows.open_handover(turn.connection, giver.id, turn.now)
    subjects = [one.what.subject for one in moved]
    turn.record("handover.given", handover.subject, giver=giver.id, taker=taker.id, what=subjects)
    kept = [{"holding": one.holding, "what": asdict(one.what)} for one in moved]
    turn.may_undo(talk.HANDED, handover.subject, giver=giver.id, taker=taker.id, moved=kept)
    said = {"giver": giver.name, "taker": taker.name, "counts": _counts(moved), "lines": lines_of(moved)}
    me = situation.sender
    for one, text in ((taker, talk.TO_TAKER), (giver, talk.TO_GIVER)):
        is_me = isinstance(me, Person) and me.id == one.id
        if not is_me and people.person(turn.connection, one.id, turn.now):
            recipient = Recipient(person_id=one.id)
            turn.push(recipient, text.format(**said), audience="person", subject=handover.subject)


def _said(taker: Person, moved: Sequence[Held]) -> str:
    return talk.HANDED_OVER.format(taker=taker.name, counts=_counts(moved)) if moved else ""


def _counts(held: Sequence[Held]) -> str:
    return counted([one.what for one in held])
