"""Somebody else has changed or called off a meeting: who called it hears of it at once, with who it was."""

from __future__ import annotations

from bot.store.people import Person
from bot.store.pushes import Recipient, Severity
from bot.turn import Turn
from handlers.meeting.meetings import Meeting
from scheduler.audience import people_in


def tell_organiser(turn: Turn, meeting: Meeting, me: Person, text: str) -> None:
    """Tell who called a meeting what another has done, unless he did it himself or is told as one of those who come."""
    comes = meeting.organiser_id in {one.id for one in people_in(turn.connection, meeting.audience, turn.now)}
    if me.id == meeting.organiser_id or comes:
        return
    to = Recipient(person_id=meeting.organiser_id)
    turn.push(to, text, audience="organiser", subject=meeting.subject, severity=Severity.URGENT)
