"""What the readings may know of meetings, read from the rows; only for words that may be about one."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.store import journal, prompts
from bot.store.people import Person
from bot.store.places import Place
from handlers.meeting import meetings
from handlers.meeting.facts import Facts, Known
from handlers.meeting.meetings import CALLED, HELD
from handlers.meeting.papers import KEPT, WANTED
from handlers.meeting.said import is_file, may_be
from scheduler.calendar import calendar_of

BACK, AHEAD = timedelta(days=14), timedelta(days=60)


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Read what the sender may mean."""
    if not may_be(message):
        wanted = _wants_minutes(connection, message, now) if is_file(message) else None
        return Facts(wants_minutes=wanted)
    calendar = calendar_of(connection)
    if not isinstance(sender, Person):
        return Facts(calendar)
    found = meetings.between(connection, now - BACK, now + AHEAD, CALLED, HELD)
    known = (
        Known(one.id, one.title, one.kind, one.starts_at, one.organiser_id == sender.id, one.collects) for one in found
    )
    return Facts(calendar, tuple(known))


def _wants_minutes(connection: Connection, message: Message, now: datetime) -> str | None:
    """Return the kind of meeting whose minutes were asked for a moment ago."""
    asked = journal.entries(
        connection, kinds=(WANTED, KEPT), account=message.order_key, since=now - prompts.LIFE, newest=1
    )
    return str(asked[0].data.get("kind", "")) if asked and asked[0].kind == WANTED else None
