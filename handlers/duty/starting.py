"""The beginning of a shift: its officer is asked for 在岗; silence is told, calmly, to the leader and then the admins.

One timer looks at the roster (`shifts.arm` sets it off, it sets itself again). What is late because the assistant
stood still is asked anew, not held against anybody; a shift that is nearly over is left alone.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.messages import Button, Card
from bot.rights import Role
from bot.settings import Office
from bot.store import accounts, journal, people, shifts
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.store.shifts import Shift
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.duty import missing, talk
from handlers.duty.settings import ADMIN_AFTER, ANSWER_WITHIN, LEAD
from handlers.duty.written import Writer
from scheduler import owed

OWED, UNANSWERED = talk.ON, "duty.unanswered"
LEADER, ADMINS = 1, 2  # the rungs
LATE = timedelta(minutes=10)  # a timer this much behind ran after a standstill
NEARLY_OVER = timedelta(minutes=15)
LOOKS_AGAIN = timedelta(days=1)


def watch(turn: Turn, timer: Timer, office: Office) -> None:
    """Ask the officers of the shifts that begin, and look again when the next one does."""
    del timer
    lead = timedelta(minutes=value_of(turn.connection, LEAD))
    _void_what_changed(turn)
    waiting = shifts.untold(turn.connection, turn.now)
    later = [one.starts_at - lead for one in waiting if one.starts_at - lead > turn.now]
    for one in waiting:
        if one.starts_at - lead <= turn.now:
            ask(turn, one, office)
    if later:
        turn.later(shifts.WATCH, "", min(*later, turn.now + LOOKS_AGAIN))
    missing.arm(turn, ZoneInfo(office.zone))


def ask(turn: Turn, shift: Shift, office: Office) -> None:
    """Ask the officer for 在岗, unless he has said it."""
    shifts.note_told(turn.connection, shift.id, turn.now)
    if shift.confirmed_at or shift.ends_at - turn.now <= NEARLY_OVER:
        return
    writer = Writer(turn.connection, turn.now, ZoneInfo(office.zone))
    turn.record("duty.started", shift.subject, officer=shift.officer_id)
    if not accounts.accounts_of(turn.connection, shift.officer_id, turn.now):
        _have_him_called(turn, shift, writer)
        return
    due_at = turn.now + timedelta(minutes=value_of(turn.connection, ANSWER_WITHIN))
    turn.push(
        Recipient(person_id=shift.officer_id),
        _words(turn, shift, writer, office),
        audience="duty",
        subject=shift.subject,
        severity=Severity.URGENT,
        expires_at=shift.ends_at,
        card=_card(shift, writer),
    )
    owed.owe(turn, OWED, shift.subject, shift.officer_id, due_at=due_at)
    turn.later(UNANSWERED, shift.subject, due_at, step=LEADER)
    admins_at = due_at + timedelta(minutes=value_of(turn.connection, ADMIN_AFTER))
    turn.later(UNANSWERED, shift.subject, admins_at, step=ADMINS)


def unanswered(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell the leader on duty, later the admins, that no 在岗 has come."""
    shift = shifts.find(turn.connection, int(timer.subject.partition(":")[2]), turn.now)
    if shift is None or shift.confirmed_at or shift.told_at is None or shift.ends_at <= turn.now:
        owed.close_subject(turn, timer.subject)
        return
    if turn.now - timer.due_at > LATE:
        turn.withdraw(shift.subject, "asked anew after a standstill")
        ask(turn, shift, office)
        return
    told = _whom_to_tell(turn, shift, timer.step)
    writer = Writer(turn.connection, turn.now, ZoneInfo(office.zone))
    for person in told:
        turn.push(
            Recipient(person_id=person.id),
            _no_answer(shift, writer, turn.now),
            audience="leader" if person.id == shift.leader_id else "admin",
            subject=shift.subject,
            severity=Severity.URGENT,
            expires_at=shift.ends_at,
        )
    if told:
        turn.record("duty.unanswered", shift.subject, told=[one.id for one in told])


def forget(turn: Turn, subject: str, reason: str) -> None:
    """Let go of what was asked and armed for a shift."""
    turn.cancel(UNANSWERED, subject, reason)
    turn.withdraw(subject, reason)
    owed.close_subject(turn, subject)


def told_of_silence(turn: Turn, shift: Shift) -> list[int]:
    """Return who was told, since the officer was asked last, that he has not answered."""
    entries = journal.entries(turn.connection, kinds=("duty.unanswered",), subject=shift.subject, since=shift.told_at)
    return [person for entry in entries for person in entry.data["told"]]


def _whom_to_tell(turn: Turn, shift: Shift, step: int) -> list[Person]:
    """The leader first, the admins later; each once, and never the officer himself."""
    leaders = people.people(turn.connection, turn.now, [shift.leader_id] if shift.leader_id else [])
    admins = people.people_with(turn.connection, Role.ADMIN, turn.now)
    leaders = [one for one in leaders if one.id != shift.officer_id]
    already = {*told_of_silence(turn, shift), shift.officer_id}
    wanted = leaders or admins if step == LEADER else [*leaders, *admins]
    return [one for one in wanted if one.id not in already]


def _words(turn: Turn, shift: Shift, writer: Writer, office: Office) -> str:
    phone = shift.phone or office.duty_phone
    text = talk.STARTED.format(
        day=writer.day_word(shift),
        led=writer.led(shift),
        campus=writer.campus(shift.campus_id),
        when=writer.times(shift),
        phone=talk.PHONE.format(phone=phone) if phone else "",
    )
    open_ones = [one for one in shifts.former_of(turn.connection, shift, turn.now) if one.handed_over_at is None]
    others = [writer.name(one.officer_id) for one in open_ones if one.officer_id != shift.officer_id]
    return text + "".join(f"\n{talk.TO_TAKE_OVER.format(officer=name)}" for name in others[:1])


def _have_him_called(turn: Turn, shift: Shift, writer: Writer) -> None:
    """Have an officer who has no account told by telephone."""
    text = talk.BY_PHONE.format(
        officer=writer.name(shift.officer_id),
        day=writer.day_word(shift),
        phone=_number(writer, shift),
        campus=writer.campus(shift.campus_id),
        when=writer.times(shift),
    )
    for person in _whom_to_tell(turn, shift, LEADER):
        audience = "leader" if person.id == shift.leader_id else "admin"
        turn.push(Recipient(person_id=person.id), text, audience=audience, subject=shift.subject)


def _no_answer(shift: Shift, writer: Writer, now: datetime) -> str:
    at = writer.local(now)
    return talk.NO_ANSWER.format(
        officer=writer.name(shift.officer_id),
        at=f"{at.hour}:{at:%M}",
        phone=_number(writer, shift),
        campus=writer.campus(shift.campus_id),
        when=writer.times(shift),
    )


def _number(writer: Writer, shift: Shift) -> str:
    officer = writer.person(shift.officer_id)
    return f" {officer.phone}" if officer and officer.phone else ""


def _card(shift: Shift, writer: Writer) -> Card:
    buttons = (Button(talk.SAY_ON, talk.SAY_ON), Button(talk.SAY_HANDOVER, talk.SAY_HANDOVER))
    return Card(f"d-{secrets.token_hex(12)}", talk.CARD_TITLE.format(when=writer.times(shift)), buttons)


def _void_what_changed(turn: Turn) -> None:
    """Let go of what was asked of officers whose shift is gone or another's by now."""
    waiting = select(owed.owed.c.subject, owed.owed.c.person_id).where(
        owed.owed.c.kind == OWED, owed.owed.c.settled_at.is_(None)
    )
    for row in turn.connection.execute(waiting).all():
        shift = shifts.find(turn.connection, int(row.subject.partition(":")[2]), turn.now)
        if shift is None or shift.officer_id != row.person_id:
            forget(turn, row.subject, "the roster has changed")
