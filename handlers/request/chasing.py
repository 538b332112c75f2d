"""A request nobody answers: its addressee is reminded, a chief once and then his secretary; then the asker is told.

One chain a request; it ends with the first word.
"""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.request import requests, words
from handlers.request.matter import Request, Stage
from scheduler import stead
from scheduler.calendar import calendar_of
from scheduler.leads import moved

UNANSWERED = "request.unanswered"
MORNING = time(9)
FIRST, SECOND, ASKER = 1, 2, 3


def arm(turn: Turn, request: Request, zone: ZoneInfo) -> None:
    """Set the reminders: on the morning of the due day, on the next workday, and for the asker on the one after."""
    if request.due_at is None:
        return
    day, calendar = request.due_at.astimezone(zone).date(), calendar_of(turn.connection)
    for step in (FIRST, SECOND, ASKER):
        at = moved(datetime.combine(day, MORNING, tzinfo=zone), f"{request.subject}|{step}")
        turn.later(UNANSWERED, request.subject, at, step=step)
        day = calendar.next_workday(day)


def stop(turn: Turn, request: Request, reason: str) -> None:
    """Let go of the reminders and of what has not left yet."""
    turn.cancel(UNANSWERED, request.subject, reason)
    turn.withdraw(request.subject, reason)


def remind(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind whom the step is for."""
    request = requests.load(turn.connection, int(timer.subject.partition(":")[2]))
    if request.stage is not Stage.WAITING:
        return
    zone = ZoneInfo(office.zone)
    found = {one.id: one for one in people.people(turn.connection, turn.now, [request.asker_id, request.addressee_id])}
    asker, person = found.get(request.asker_id), found.get(request.addressee_id)
    said = {
        "title": words.title(request),
        "when": words.day(request.filed_at, zone),
        "asker": asker.called if asker else "",
        "who": person.called if person else "",
        "number": words.number(request),
    }
    if timer.step == ASKER:
        _tell(turn, request, asker, words.STILL_WAITING.format(**said), "asker")
        return
    told = stead.nagged(turn.connection, person, turn.now, timer.step - FIRST) if person else None
    _tell(turn, request, told, _template(turn, person, told).format(**said), "leader")


def _template(turn: Turn, person: Person | None, told: Person | None) -> str:
    """Return how the addressee is reminded, who acts for him while he is away, or his secretary."""
    if person is None or told is None or told.id == person.id:
        return words.REMIND
    acting = stead.recipient_for(turn.connection, person, turn.now)[0]
    return words.REMIND_ACTING if acting.id == told.id else words.REMIND_SECRETARY


def _tell(turn: Turn, request: Request, person: Person | None, text: str, audience: str) -> None:
    if person is None:
        return
    turn.push(Recipient(person_id=person.id), text, audience=audience, subject=request.subject)
    turn.record("request.reminded", request.subject, told=person.id)
