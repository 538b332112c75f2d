"""A question nobody answers: who holds it is reminded when it is due, the office two working hours later."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.rights import Role
from bot.settings import Office
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.ask.learning import handovers, words
from handlers.ask.learning.handovers import OPEN, OWED, Handover
from handlers.ask.learning.hours import after_hours
from handlers.ask.learning.verdicts import shortened
from scheduler import owed, stead
from scheduler.calendar import calendar_of
from scheduler.leads import dated

TIMER = "ask.unreplied"
HOLDER, OFFICE = 1, 2
LATER = 2  # working hours


def arm(turn: Turn, one: Handover, zone: ZoneInfo) -> None:
    """Set the reminders."""
    turn.later(TIMER, one.subject, one.due_at, step=HOLDER)
    turn.later(TIMER, one.subject, after_hours(one.due_at, LATER, calendar_of(turn.connection), zone), step=OFFICE)


def stop(turn: Turn, one: Handover, reason: str) -> None:
    """Let go of the reminders and of what has not left yet."""
    turn.cancel(TIMER, one.subject, reason)


def holder(turn: Turn, one: Handover) -> Person | None:
    """Return who owes the answer now; it may have been handed over."""
    rows = [row for row in owed.on_subject(turn.connection, one.subject) if row.kind == OWED and row.settled_at is None]
    return people.person(turn.connection, rows[-1].person_id, turn.now) if rows else None


def remind(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind whom the step is for."""
    one = handovers.find(turn.connection, int(timer.subject.partition(":")[2]))
    if one is None or one.state != OPEN:
        return
    person, zone = holder(turn, one), ZoneInfo(office.zone)
    said = {"number": one.number, "question": shortened(one.question), "when": dated(one.due_at, zone, turn.now)}
    turn.record("question.reminded", one.subject, step=timer.step)
    if timer.step == HOLDER:
        told = stead.nagged(turn.connection, person, turn.now, 0) if person else None
        if told is not None and told.id != one.asker_id:
            text = words.OVERDUE.format(**said)
            turn.push(Recipient(person_id=told.id), text, audience="answerer", subject=one.subject)
        if told is None or told.id != one.asker_id:  # where who asks stands in for the holder, the office is told
            return
    who = person.called if person else office.contact
    office_people = people.people_with(turn.connection, Role.ORGANISER, turn.now)
    for each in [one for one in office_people if person is None or one.id != person.id]:
        text = words.OVERDUE_OFFICE.format(who=who, **said)
        turn.push(Recipient(person_id=each.id), text, audience="organiser", subject=one.subject)
