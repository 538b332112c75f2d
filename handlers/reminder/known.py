"""What a reading may know of the sender's reminders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.messages import Message
from bot.situation import Situation
from bot.store.people import Person
from bot.store.places import Place
from handlers.reminder import rows, talk
from scheduler import owed
from scheduler.calendar import Calendar, calendar_of
from scheduler.series import rows as series_rows

JUST_SET = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Known:
    """rung: subjects of reminders that rang and are not done. asked: series the sender is asked to decide on.

    fresh: the row of the reminder he has set a moment ago, 0 where he has set none.
    """

    calendar: Calendar = field(default_factory=Calendar)
    rung: tuple[str, ...] = ()
    asked: tuple[int, ...] = ()
    fresh: int = 0


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Known:
    """Read it; of a message without 提醒 and the like only what little words may mean."""
    del message
    calendar = calendar_of(connection)
    if not isinstance(sender, Person):
        return Known(calendar)
    rung = tuple(one.subject for one in owed.open_of(connection, sender.id) if one.kind == talk.OWED)
    asked = tuple(dict.fromkeys(one.id for _, one in series_rows.asked_of(connection, sender.id)))
    fresh = rows.last_set(connection, sender.id, now - JUST_SET)
    return Known(calendar, rung, asked, fresh)


def known_of(situation: Situation) -> Known:
    """Return what is known in a situation."""
    found = situation.facts.get(talk.HANDLER)
    return found if isinstance(found, Known) else Known()
