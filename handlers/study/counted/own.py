"""我签到了吗: what the roster has of the sender at the study that was last, or on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.router import Reading
from bot.store.people import Person
from handlers.study import roster, studies
from handlers.study.counted import words
from handlers.study.counted.told import day
from handlers.study.opening import hour
from handlers.study.roster import APART, NEED_NOT, Entry
from handlers.study.studies import CLOSED, OPEN, Study

BACK = timedelta(days=31)


def last(connection: Connection, me: Person, reading: Reading, now: datetime, zone: ZoneInfo) -> str:
    """Say whether he signed in at the last study he is on the roster of."""
    near = studies.between(connection, now - BACK, now + BACK, (OPEN, CLOSED))
    his = roster.of_person(connection, me.id, [one.id for one in near])
    mine = [one for one in near if one.id in his]
    if reading.slots.get("day"):
        on = date.fromisoformat(str(reading.slots["day"]))
        mine = [one for one in mine if one.starts_at.astimezone(zone).date() == on]
    if not mine:
        return words.NOT_ON_ANY
    study = mine[-1]
    return _said(study, his[study.id], zone)


def _said(study: Study, entry: Entry, zone: ZoneInfo) -> str:
    about = {"day": day(study.starts_at, zone), "title": study.title, "number": study.number}
    if entry.is_there:
        return words.YOU_SIGNED.format(at=hour(entry.at, zone) if entry.at else "", status=entry.status, **about)
    if entry.belongs in (NEED_NOT, APART):
        return words.YOU_NEED_NOT.format(**about)
    if entry.status in roster.EXCUSED:
        return words.YOU_ARE_EXCUSED.format(status=entry.status, **about)
    return (words.NOT_SIGNED_YET if study.state == OPEN else words.YOU_DID_NOT_SIGN).format(**about)
