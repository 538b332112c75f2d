"""What a leader reads of the day's meetings in his morning digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.store.people import Person
from handlers.meeting import meetings, words
from handlers.meeting.meetings import CALLED
from scheduler import notices, owed
from scheduler.agenda import Agenda, Line, Weight
from scheduler.audience import Audience, people_in

LONGEST = 60


def lines_of(connection: Connection, person: Person, now: datetime, /) -> Sequence[Line]:
    """Return the meetings of the day that are his: he called them, or comes and has not excused himself."""
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    lines = []
    for one in meetings.between(connection, now, tomorrow, CALLED):
        if one.organiser_id != person.id and not _comes(connection, one.subject, one.audience, person, now):
            continue
        place = words.LINE_PLACE.format(place=one.place) if one.place else ""
        text = words.TODAY_LINE.format(
            time=f"{one.starts_at.astimezone(now.tzinfo):%H:%M}", title=one.title, place=place
        )
        lines.append(Line(Weight.MEETING, text[:LONGEST]))
    return lines


def _comes(connection: Connection, subject: str, audience: Audience, person: Person, now: datetime) -> bool:
    notice = notices.of_subject(connection, subject)
    his = owed.one(connection, notices.KIND, notice.owed, person.id) if notice else None
    if his is not None:
        return his.settled_how in (None, owed.LAPSED, owed.DONE)
    return person.id in {one.id for one in people_in(connection, audience, now)}


AGENDA: Agenda = lines_of
