"""The end of an absence: on the morning of return one line with what came meanwhile; without an end, asked weekly."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.settings import Office
from bot.store import people, stand_ins
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.leave import talk
from handlers.leave.absence import Absence
from handlers.leave.settings import RETURN_AT
from scheduler.leads import moved
from scheduler.owed import VOID
from scheduler.owed import owed as owed_rows

RETURNED, STILL = "leave.returned", "leave.still_away"
FIRST_ASKED, ASKED_AGAIN = timedelta(days=3), timedelta(days=7)
LATE = timedelta(hours=10)  # a morning line that comes later than this is none
HALF_A_DAY = timedelta(hours=12)


def arm(turn: Turn, absence: Absence) -> None:
    """Set what happens when an absence ends, or may have ended; again and again gives the same."""
    for kind in (RETURNED, STILL):
        turn.cancel(kind, absence.subject, "changed")
    if absence.until is None:
        turn.later(STILL, absence.subject, absence.since + FIRST_ASKED, data={"row": absence.id})
    elif absence.until - absence.since >= HALF_A_DAY:
        turn.later(RETURNED, absence.subject, absence.until, data={"row": absence.id})


def returned(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell somebody on the morning he is back what came meanwhile; nothing came, nothing is said."""
    row = stand_ins.find(turn.connection, timer.data["row"])
    if row is None or row.until is None or row.until > turn.now or turn.now - timer.due_at > LATE:
        return
    zone = ZoneInfo(office.zone)
    morning = _morning(turn, zone, timer.subject)
    if turn.now < morning and not timer.data.get("morning"):
        turn.later(RETURNED, timer.subject, morning, data={"row": row.id, "morning": True})
        return
    counts = meanwhile(turn, row.person_id, row.since)
    if counts and people.person(turn.connection, row.person_id, turn.now):
        text = talk.MEANWHILE.format(counts=counts)
        turn.push(Recipient(person_id=row.person_id), text, audience="person", subject=timer.subject)


def still_away(turn: Turn, timer: Timer) -> None:
    """Ask somebody who gave no end whether he is back."""
    row = stand_ins.find(turn.connection, timer.data["row"])
    if row is None or (row.until is not None and row.until <= turn.now):
        return
    days = (turn.now - row.since).days
    text = talk.STILL_AWAY.format(days=days)
    turn.push(Recipient(person_id=row.person_id), text, audience="person", subject=timer.subject)
    turn.later(STILL, timer.subject, turn.now + ASKED_AGAIN, data=timer.data)


def meanwhile(turn: Turn, person_id: int, since: datetime) -> str:
    """Count what came for somebody while he was away: what is still his to do, and what is done; empty: nothing."""
    came = select(owed_rows.c.settled_at.is_(None).label("open"), func.count().label("count")).where(
        owed_rows.c.person_id == person_id,
        owed_rows.c.since >= since,
        owed_rows.c.settled_how.is_distinct_from(VOID),
    )
    counts = {bool(row.open): row.count for row in turn.connection.execute(came.group_by("open"))}
    parts = [(True, talk.YOURS_TO_DO), (False, talk.DONE_BY_OTHERS)]
    return "、".join(words.format(count=counts[is_open]) for is_open, words in parts if counts.get(is_open))


def _morning(turn: Turn, zone: ZoneInfo, key: str) -> datetime:
    at: time = value_of(turn.connection, RETURN_AT)
    return moved(datetime.combine(turn.now.astimezone(zone).date(), at, tzinfo=zone), key)
