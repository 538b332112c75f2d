"""What the morning digest says of reminders: of what its reader has himself reminded today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.store.people import Person
from handlers.reminder import rows
from handlers.reminder.putting import rings_next
from scheduler.agenda import Line, Weight
from scheduler.calendar import calendar_of

LINE = "{at} {text}"
LONGEST, MOST = 40, 3


def agenda(connection: Connection, person: Person, now: datetime) -> Sequence[Line]:
    """Return the next of his own reminders of the day; those for others go to whom they are for."""
    mine = [one for one in rows.open_of(connection, person.id) if one.audience is None]
    if not mine:
        return []
    calendar = calendar_of(connection)
    timed = [(at, one.text) for one in mine if (at := rings_next(connection, one, calendar, now)) is not None]
    today = sorted((at, text) for at, text in timed if now <= at and at.date() == now.date())
    return [Line(Weight.TODAY, LINE.format(at=f"{at:%H:%M}", text=text[:LONGEST])) for at, text in today[:MOST]]
