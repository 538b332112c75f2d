"""The incident slice as far as it stands: pass the alarm on to the duty officer, never keep it."""

from __future__ import annotations

from bot.messages import Message
from bot.registry import Slice
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from handlers.incident import talk

FALL_BACK = (Role.DUTY, Role.ORGANISER, Role.ADMIN)


def report(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Tell the duty officers, and the sender what to do first."""
    on_duty = next((found for role in FALL_BACK if (found := people.people_with(turn.connection, role, turn.now))), [])
    text = talk.ALARM.format(text=" ".join(message.text.split()), who=_who(situation), number=_phone(situation))
    for officer in on_duty:
        turn.push(Recipient(person_id=officer.id), text, audience="duty", severity=Severity.ALARM)
    _say_what_to_do(turn, talk.FIRST[reading.slots["advice"]], situation, is_passed_on=bool(on_duty))
    turn.record("message.redirected", type=reading.slots["type"], to=[one.id for one in on_duty])


def _say_what_to_do(turn: Turn, first: str, situation: Situation, *, is_passed_on: bool) -> None:
    """Say it where it was reported; before outsiders no more than that, the rest privately."""
    phone = f"（{situation.office.duty_phone}）" if situation.office.duty_phone else ""
    told = talk.PASSED_ON if is_passed_on else talk.NOBODY_ON_DUTY
    if is_passed_on and not situation.among_ourselves:
        told = talk.TAKEN
        turn.whisper(talk.PASSED_ON_TO_YOU.format(phone=phone))
    turn.say(f"{talk.NOT_A_CALL.format(first=first)}\n{told.format(phone=phone)}")


def _who(situation: Situation) -> str:
    sender = situation.sender
    return sender.name if sender else talk.UNENROLLED


def _phone(situation: Situation) -> str:
    sender = situation.sender
    return f" {sender.phone}" if isinstance(sender, Person) and sender.phone else ""


SLICE = Slice(name=talk.HANDLER, read=talk.read, acts={talk.REPORT: report})
