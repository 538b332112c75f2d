"""在岗: the officer says that he is there; dated when he said it, and told to whoever was told that he had not."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import shifts
from bot.store.people import Person
from bot.store.places import Place
from bot.store.pushes import Recipient
from bot.store.shifts import Shift
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.starting import OWED, UNANSWERED, told_of_silence
from handlers.duty.written import Writer, clock
from scheduler import owed

EARLY = timedelta(hours=2)  # how long before its beginning a shift may be taken up
A_MONTH = timedelta(days=30)


def say_on(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that the officer of a shift is there."""
    del message, reading
    found = mine(turn, situation)
    if not found:
        turn.shown = ""
        turn.say(not_your_turn(turn, situation))
        return
    turn.say("\n".join(_take_up(turn, shift, situation) for shift in found))


def mine(turn: Turn, situation: Situation) -> list[Shift]:
    """Return the sender's shifts that run or are about to; of a shared account those of the one person on duty."""
    sender, until = situation.sender, turn.now + EARLY
    if isinstance(sender, Person):
        return shifts.of_officer(turn.connection, sender.id, turn.now, until)
    if not isinstance(sender, Place):
        return []
    found = shifts.on_duty(turn.connection, turn.now) or shifts.between(turn.connection, turn.now, until)
    return found if len({one.officer_id for one in found}) == 1 else []


def not_your_turn(turn: Turn, situation: Situation) -> str:
    """Word that the sender has no shift now, and when he has."""
    sender = situation.sender
    if sender is None:
        return talk.ENROL_FIRST
    if isinstance(sender, Place):
        return talk.SEVERAL_HERE if shifts.on_duty(turn.connection, turn.now) else talk.NOT_YOUR_TURN
    coming = shifts.of_officer(turn.connection, sender.id, turn.now, turn.now + A_MONTH)
    if not coming or not situation.among_ourselves:
        return talk.NOT_YOUR_TURN
    line = Writer(turn.connection, turn.now, situation.zone).line(coming[0])
    return f"{talk.NOT_YOUR_TURN}\n{talk.YOUR_NEXT.format(line=line)}"


def confirm(turn: Turn, shift: Shift, situation: Situation) -> None:
    """Note 在岗 of a shift, and calm whoever was told of the silence."""
    at = turn.waiting.happened_at if turn.waiting else turn.now
    shifts.confirm(turn.connection, shift.id, at)
    owed.settle(turn, OWED, shift.subject, shift.officer_id)
    turn.cancel(UNANSWERED, shift.subject, "answered")
    turn.withdraw(shift.subject, "answered")
    sender = situation.sender
    turn.record("duty.on", shift.subject, place=sender.name if isinstance(sender, Place) else "")
    writer = Writer(turn.connection, turn.now, situation.zone)
    text = talk.ANSWERED.format(
        officer=writer.name(shift.officer_id), campus=writer.campus(shift.campus_id), when=writer.times(shift)
    )
    for person_id in told_of_silence(turn, shift):
        audience = "leader" if person_id == shift.leader_id else "admin"
        turn.push(Recipient(person_id=person_id), text, audience=audience, subject=shift.subject)


def _take_up(turn: Turn, shift: Shift, situation: Situation) -> str:
    writer = Writer(turn.connection, turn.now, situation.zone)
    words = {
        "campus": writer.campus(shift.campus_id),
        "when": writer.times(shift),
        "led": _led(writer, shift, situation),
    }
    if shift.confirmed_at:
        return talk.WAS_ON.format(at=clock(writer.local(shift.confirmed_at)), **words)
    confirm(turn, shift, situation)
    former = [one for one in shifts.former_of(turn.connection, shift, turn.now) if one.handed_over_at is None]
    others = [one for one in former if one.officer_id != shift.officer_id]
    open_one = others[0] if others and situation.among_ourselves else None
    hint = f"\n{talk.TO_TAKE_OVER.format(officer=writer.name(open_one.officer_id))}" if open_one else ""
    return talk.IS_ON.format(**words) + hint


def _led(writer: Writer, shift: Shift, situation: Situation) -> str:
    """Write the leader, with his number privately only; before outsiders nobody."""
    if not situation.among_ourselves:
        return ""
    leader = writer.person(shift.leader_id)
    phone = f" {leader.phone}" if leader and leader.phone and situation.chat is None else ""
    return talk.LED.format(leader=leader.called + phone) if leader else ""
