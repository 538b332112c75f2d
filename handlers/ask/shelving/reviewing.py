"""制度到期复审: who is named for it is reminded privately, some days ahead and once more near the day.

A look on the morning of every workday, armed when the house opens. Chief leaders are reminded once; then who speaks for
them is. A document without anybody named is the organisers'.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rights import Role
from bot.settings import Office
from bot.store import journal, people
from bot.store.office_settings import OfficeSetting, value_of, whole
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.store.timers import Timer, is_waiting, set_timer
from bot.turn import Turn
from handlers.ask import talk
from handlers.ask.shelving import words
from knowledge import lives
from knowledge.life import Force
from knowledge.lives import Life
from knowledge.naming import named
from knowledge.rows import shelved_documents
from scheduler import stead
from scheduler.calendar import calendar_of
from scheduler.leads import moved

TIMER, OWNER = "policy.review", "policy_owner"
MORNING = time(9, 10)
LATE = timedelta(hours=8)  # what stood still longer waits for the next workday
NEAR = 7  # days before the review at which it is said once more
AHEAD = OfficeSetting("复审提醒", 30, "制度复审到期前几天，第一次私下提醒责任人；到期前一周内再提醒一次", whole(1, 365))

SETTINGS: Mapping[str, OfficeSetting[Any]] = {AHEAD.key: AHEAD}
_WEEKDAYS = "一二三四五六日"


def arm(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Set the next look where none is set; again and again changes nothing."""
    if not is_waiting(connection, TIMER):
        _set(connection, now, zone)


def _set(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    calendar, day = calendar_of(connection), now.astimezone(zone).date()
    while not (calendar.is_workday(day) and _morning(day, zone) > now):
        day += timedelta(days=1)
    set_timer(connection, TIMER, "", _morning(day, zone))


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return moved(datetime.combine(day, MORNING, tzinfo=zone), f"{TIMER}|{day}")


def look(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind whoever has a review coming, at each of the two times once."""
    zone = ZoneInfo(office.zone)
    _set(turn.connection, turn.now, zone)
    if turn.now - timer.due_at > LATE:
        return
    day, ahead = turn.now.astimezone(zone).date(), value_of(turn.connection, AHEAD)
    on_shelf = {(one.file, one.title) for one in shelved_documents(turn.connection)}
    for life in lives.to_review(turn.connection, day + timedelta(days=ahead)):
        if life.key in on_shelf and life.standing.force(day) not in (Force.WITHDRAWN, Force.REPLACED):
            _remind(turn, life, day, ahead)


def _remind(turn: Turn, life: Life, day: date, ahead: int) -> None:
    assert life.review_on is not None  # noqa: S101 — of one that is to be reviewed
    left = (life.review_on - day).days
    step = 2 if left <= min(NEAR, ahead // 2) else 1
    mark = hashlib.sha256("|".join((*life.key, life.review_on.isoformat())).encode()).hexdigest()[:32]
    told = journal.entries(turn.connection, kinds=(talk.REVIEW_ASKED,), subject=f"review:{mark}", newest=4)
    if any(int(one.data["step"]) >= step for one in told):
        return
    title, on = named(life.title), weekday(life.review_on)
    form = words.OVERDUE if left < 0 else words.ASKED_AGAIN if told else words.ASKED
    for owner in _owners(turn, life):
        getting = stead.nagged(turn.connection, owner, turn.now, len(told))
        if getting is not None:
            text = form.format(title=title, on=on, left=left)
            turn.push(Recipient(person_id=getting.id), text, audience=OWNER, subject=f"review:{mark}")
    turn.record(talk.REVIEW_ASKED, f"review:{mark}", step=step, title=life.title)


def _owners(turn: Turn, life: Life) -> list[Person]:
    """Return who reviews a document; where nobody is named, or he has left, who organises for all."""
    one = people.person(turn.connection, life.reviewer_id, turn.now) if life.reviewer_id else None
    if one is not None:
        return [one]
    for role in (Role.ORGANISER, Role.ADMIN):
        found = people.people_with(turn.connection, role, turn.now)
        if everywhere := [one for one in found if any(held.role is role and held.everywhere for held in one.held)]:
            return everywhere
    return []


def weekday(day: date) -> str:
    """Return a day with its weekday: 2026年12月20日（周日）."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
