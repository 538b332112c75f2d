"""Who is on duty: names and telephones for our own people among themselves, for others the duty room's number only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.rights import Act, may
from bot.router import Reading
from bot.situation import Situation
from bot.store import places, shifts
from bot.store.people import Person
from bot.store.places import campuses
from bot.store.sheets.known import id_of
from bot.store.shifts import Shift
from bot.turn import Turn
from handlers.duty import talk
from handlers.duty.days import DAYTIME, NIGHT, Days
from handlers.duty.written import Writer, days_in_words

MOST = 4
PHONE = "电话"
A_MONTH = timedelta(days=30)
PARTS = {NIGHT: (time(18), time(23, 59)), DAYTIME: (time(9), time(16))}


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Answer who is on duty."""
    del message
    if not situation.among_ourselves or not may(situation.roles, Act.SEE_DUTY):
        turn.say(_only_phone(situation))
    elif reading.slots.get("mine"):
        _mine(turn, situation)
    elif "first" not in reading.slots:
        turn.say(talk.WHICH_DAY)
    elif not shifts.is_any(turn.connection):
        turn.say(talk.NO_ROSTER.format(phone=_call(situation)))
    else:
        campus = places.find_campus(turn.connection, reading.slots["text"]) or ""
        told = _answer(turn.connection, days_of(reading), campus, situation)
        asked_for = PHONE in reading.slots["text"] and situation.office.duty_phone not in told
        turn.say(f"{told}\n{_call(situation)}".strip() if asked_for else told)


def days_of(reading: Reading) -> Days:
    """Return the days a reading carries."""
    slots = reading.slots
    first, last = date.fromisoformat(slots["first"]), date.fromisoformat(slots["last"])
    return Days(first, last, slots["part"], is_now=slots["now"])


def on_days(connection: Connection, days: Days, situation: Situation, campus: str = "") -> list[Shift]:
    """Return the shifts that are meant: running now; of a part of each day; or beginning on it."""
    campus_id = id_of(connection, campuses, campus)
    running = shifts.on_duty(connection, situation.now, campus_id)
    if days.is_now:
        midnight = datetime.combine(days.last + timedelta(days=1), time(), tzinfo=situation.zone)
        return running or shifts.between(connection, situation.now, midnight, campus_id)
    found: dict[int, Shift] = {}
    for number in range((days.last - days.first).days + 1):
        day = days.first + timedelta(days=number)
        for one in _on_day(connection, day, days.part, situation, campus_id):
            found[one.id] = one
    is_today = days.first == situation.now.astimezone(situation.zone).date()
    before = [one for one in running if one.id not in found] if is_today and not days.part else []
    return before + list(found.values())


def _on_day(connection: Connection, day: date, part: str, situation: Situation, campus_id: int | None) -> list[Shift]:
    midnight = datetime.combine(day, time(), tzinfo=situation.zone)
    if part:
        start, end = (datetime.combine(day, moment, tzinfo=situation.zone) for moment in PARTS[part])
        return shifts.between(connection, start, end, campus_id)
    found = shifts.between(connection, midnight, midnight + timedelta(days=1), campus_id)
    return [one for one in found if one.starts_at >= midnight]


def _answer(connection: Connection, days: Days, campus: str, situation: Situation) -> str:
    found = on_days(connection, days, situation, campus)
    if not found:
        told = talk.NOBODY_NOW if days.is_now else talk.NOBODY
        return told.format(days=days_in_words(days), campus=campus, phone=_call(situation))
    writer = Writer(connection, situation.now, situation.zone)
    one_day = days.first == days.last
    today = situation.now.astimezone(situation.zone).date()
    known = today if days.is_now else days.first
    lines = [
        writer.line(
            one,
            phone=_phone(writer, one, situation),
            in_full=not one_day or writer.local(one.starts_at).date() != known,
        )
        for one in found[:MOST]
    ]
    is_later = days.is_now and found[0].starts_at > situation.now
    head = talk.NEXT_UP if is_later else talk.HEAD.format(days=days_in_words(days))
    more = [talk.MORE.format(count=len(found) - MOST)] if len(found) > MOST else []
    return "\n".join([head, *lines, *more])


def _mine(turn: Turn, situation: Situation) -> None:
    me = situation.sender
    found = (
        shifts.of_officer(turn.connection, me.id, situation.now, situation.now + A_MONTH)
        if isinstance(me, Person)
        else []
    )
    writer = Writer(turn.connection, situation.now, situation.zone)
    turn.say("\n".join([talk.YOURS, *writer.lines(found[:MOST])]) if found else talk.NONE_OF_YOURS)


def _phone(writer: Writer, shift: Shift, situation: Situation) -> str:
    """Return the number to call: the post's; privately the officer's own; else the duty room's."""
    officer = writer.person(shift.officer_id)
    own = officer.phone if officer and situation.chat is None else ""
    return shift.phone or own or situation.office.duty_phone


def _only_phone(situation: Situation) -> str:
    phone = situation.office.duty_phone
    return talk.ONLY_PHONE.format(phone=phone) if phone else talk.NO_PHONE.format(contact=situation.contact)


def _call(situation: Situation) -> str:
    phone = situation.office.duty_phone
    return talk.CALL.format(phone=phone) if phone else ""
