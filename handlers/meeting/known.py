"""What the readings may know of meetings, read from the rows; only for words that may be about one."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from handlers.meeting import meetings
from handlers.meeting.facts import Facts, Known
from handlers.meeting.meetings import CALLED, HELD
from handlers.meeting.said import may_be
from scheduler.calendar import calendar_of

BACK, AHEAD = timedelta(days=14), timedelta(days=60)


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Read what the sender may mean."""
    if not may_be(message):
        return Facts()
    calendar = calendar_of(connection)
    if not isinstance(sender, Person):
        return Facts(calendar)
    found = meetings.between(connection, now - BACK, now + AHEAD, CALLED, HELD)
    known = (
        Known(one.id, one.title, one.kind, one.starts_at, one.organiser_id == sender.id, one.collects) for one in found
    )
    return Facts(calendar, tuple(known))
