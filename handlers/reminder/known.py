"""What a reading may know of the sender's reminders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Message
from bot.situation import Situation
from bot.store.people import Person
from bot.store.places import Place
from handlers.reminder import talk
from scheduler import owed
from scheduler.calendar import Calendar, calendar_of
from scheduler.series import rows as series_rows


@dataclass(frozen=True, slots=True)
class Known:
    """rung: subjects of reminders that rang and are not done. asked: series the sender is asked to decide on."""

    calendar: Calendar = field(default_factory=Calendar)
    rung: tuple[str, ...] = ()
    asked: tuple[int, ...] = ()


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Known:
    """Read it; of a message without 提醒 and the like only what little words may mean."""
    del message, now
    calendar = calendar_of(connection)
    if not isinstance(sender, Person):
        return Known(calendar)
    rung = tuple(one.subject for one in owed.open_of(connection, sender.id) if one.kind == talk.OWED)
    asked = tuple(dict.fromkeys(one.id for _, one in series_rows.asked_of(connection, sender.id)))
    return Known(calendar, rung, asked)


def known_of(situation: Situation) -> Known:
    """Return what is known in a situation."""
    found = situation.facts.get(talk.HANDLER)
    return found if isinstance(found, Known) else Known()
