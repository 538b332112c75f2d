"""What the morning digest says of requests: those before a leader, and his own that nobody has answered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store import people
from bot.store.people import Person
from handlers.request import requests, words
from handlers.request.matter import Request, Stage
from scheduler import stead
from scheduler.agenda import Line, Weight


def agenda(connection: Connection, person: Person, now: datetime) -> list[Line]:
    """Say what waits for somebody's word, and whose word he waits for. now: in the office's zone.

    What is due today stands among what he owes already.
    """
    if not requests.is_any(connection):
        return []
    theirs = {person.id, *(one.id for one in stead.speaks_for(connection, person.id, now))}
    found = [one for one in requests.concerning(connection, theirs, now) if one.stage is Stage.WAITING][::-1]
    tomorrow = datetime.combine(now.date(), time(), tzinfo=now.tzinfo) + timedelta(days=1)
    before = [one for one in found if one.addressee_id in theirs and one.due_at is not None and one.due_at > tomorrow]
    own = [one for one in found if one.asker_id == person.id and one.due_at is not None and one.due_at <= now]
    names = {one.id: one.called for one in people.people(connection, now, {one.addressee_id for one in found})}
    lines = [
        Line(Weight.TODAY, _line(words.PENDING, one))
        if one.addressee_id == person.id
        else Line(Weight.TODAY, _line(words.PENDING_OF, one, who=names.get(one.addressee_id, "")))
        for one in before
    ]
    zone = ZoneInfo(str(now.tzinfo))
    return lines + [
        Line(
            Weight.WAITING,
            _line(words.UNANSWERED, one, when=words.day(one.filed_at, zone), who=names.get(one.addressee_id, "")),
        )
        for one in own
    ]


def _line(text: str, request: Request, **more: str) -> str:
    return text.format(title=words.title(request), number=words.number(request), **more)
