"""Who comes to a meeting: those it is for, and whom they send."""

from __future__ import annotations

from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from handlers.meeting.meetings import Meeting
from scheduler import notices, owed
from scheduler.audience import people_in


def concerns(turn: Turn, meeting: Meeting, person: Person) -> bool:
    """Whether a meeting is somebody's: he called it, it is for him, or he was sent to it."""
    return meeting.organiser_id == person.id or person.id in {one.id for one in invited(turn, meeting)}


def invited(turn: Turn, meeting: Meeting) -> list[Person]:
    """Return whom a meeting is for, with those who come in somebody's stead, in office order."""
    notice = notices.of_subject(turn.connection, meeting.subject)
    found = {one.id: one for one in people_in(turn.connection, meeting.audience, turn.now)}
    if notice is not None:
        asked = {one.person_id for one in owed.on_subject(turn.connection, notice.owed)} - set(found)
        found |= {one.id: one for one in people.people(turn.connection, turn.now, asked)}
    return people.in_order(found.values())
