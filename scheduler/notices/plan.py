"""What is to come of a notice: reminders of an event, reminders of an answer, the organiser's report, its end."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store.office_settings import OfficeSetting, value_of, whole
from bot.turn import Turn
from scheduler.calendar.rows import calendar_of
from scheduler.calendar.value import Calendar
from scheduler.leads import DAY, SOON, lead_moment, moved, nag_moments, on_a_workday
from scheduler.notices.notice import Asks, Notice

LEAD, CHASE, REPORT, CLOSE = "notice.lead", "notice.chase", "notice.report", "notice.close"
TIMERS = (LEAD, CHASE, REPORT, CLOSE)
ZONE = ZoneInfo("Asia/Shanghai")  # the whole country has one
ANSWER_IN = OfficeSetting(
    "回执时限", 24, "没有写明期限的通知，几小时内应回“收到”，到时催一次并告诉发起人", whole(1, 168)
)
KEPT_OPEN = timedelta(days=14)
BEFORE_END = timedelta(hours=2)
EVENING = time(16, 35)


def answer_by(connection: Connection, notice: Notice, now: datetime) -> datetime:
    """Return until when an answer is expected where nobody said: of an event the afternoon of the workday before."""
    calendar = calendar_of(connection)
    if notice.event_at is None:
        return now + timedelta(hours=value_of(connection, ANSWER_IN))
    event = notice.event_at.astimezone(ZONE)
    eve = datetime.combine(calendar.add_workdays(event.date(), -1), EVENING, tzinfo=ZONE)
    return eve if eve > now else max(now, notice.event_at - BEFORE_END)


def set_timers(turn: Turn, notice: Notice) -> None:
    """Set everything that is to come of a notice anew, as it stands now."""
    for kind in TIMERS:
        turn.cancel(kind, notice.owed, "the notice has changed")
    calendar, data = calendar_of(turn.connection), {"version": notice.version}
    for step, moment in enumerate(leads(notice, turn.now, calendar), start=1):
        turn.later(LEAD, notice.owed, moment, step=step, data=data)
    if notice.asks is not Asks.NOTHING:
        due = notice.answer_by or answer_by(turn.connection, notice, turn.now)
        for step, moment in enumerate(chases(notice, turn.now, due, calendar), start=1):
            turn.later(CHASE, notice.owed, moment, step=step, data={**data, "times": step})
        if due > turn.now:
            turn.later(REPORT, notice.owed, due, data=data)
    if ends_at := _end(notice, turn.now):
        turn.later(CLOSE, notice.owed, ends_at, data=data)


def leads(notice: Notice, now: datetime, calendar: Calendar) -> list[datetime]:
    """Return when those who come are reminded of the event: days before it never on a day off, nor just told."""
    if notice.event_at is None:
        return []
    event, found = notice.event_at.astimezone(ZONE), set[datetime]()
    for lead in notice.leads:
        moment = lead_moment(event, lead, f"{notice.owed}|{lead}")
        moment = on_a_workday(moment, calendar) if lead >= DAY else moment
        if moment > (now + SOON if lead >= DAY else now):
            found.add(moment)
    return sorted(found)


def chases(notice: Notice, now: datetime, due: datetime, calendar: Calendar) -> list[datetime]:
    """Return when those who have not answered are reminded; of what is to be done for weeks, else until it is due."""
    nags = nag_moments(now, due, calendar, ZONE, notice.owed)
    if notice.asks is Asks.DONE:
        return nags
    until = min(due, notice.event_at) if notice.event_at else due
    before = [one for one in nags if one <= until]
    last = moved(due, notice.owed)
    return before or ([last] if last > now else [])


def _end(notice: Notice, now: datetime) -> datetime | None:
    """Return when nobody need answer any more: at the event, else two weeks on; what is to be done stays owed."""
    if notice.asks is Asks.DONE:
        return None
    if notice.event_at is not None:
        return max(notice.event_at, now)
    return (notice.answer_by or now) + KEPT_OPEN
