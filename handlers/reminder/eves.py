"""节前三件事: before each holiday of three days and more the heads are reminded of the roster, safety and 廉洁.

Off until the office's organiser says 「启用节前提醒」.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.messages import Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import office_settings, people
from bot.store.audit import Stamp
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.reminder import talk, words
from handlers.reminder.settings import EVE_DAYS, EVES_ARE_ON, SETTINGS
from scheduler import notices
from scheduler.audience import read_audience
from scheduler.calendar import Calendar, calendar_of
from scheduler.notices import Asks, Draft
from scheduler.when.frame import shown

HEADS = "各单位负责人"
SHORTEST = 3  # days off in a row
AHEAD = 40  # days looked ahead for the next holiday
CLOSING = time(17)
MAY = (Role.ORGANISER, Role.ADMIN, Role.CHIEF)


def switch(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Turn it on or off."""
    del message
    me, on = situation.sender, bool(reading.slots["on"])
    if not isinstance(me, Person) or not any(role in me.roles for role in MAY):
        turn.say(words.EVES_NOT_YOURS.format(contact=situation.contact))
        return
    was = value_of(turn.connection, EVES_ARE_ON)
    if not on and not was:
        turn.say(words.EVES_WERE_OFF)
        return
    stamp = Stamp(f"person:{me.id}", turn.now)
    office_settings.change(turn.connection, SETTINGS, EVES_ARE_ON.key, "是" if on else "否", stamp)
    turn.record("reminder.eves_switched", "", on=on)
    before = value_of(turn.connection, EVE_DAYS)
    turn.say(words.EVES_ON.format(days=SHORTEST, before=before) if on else words.EVES_OFF)


def remind(turn: Turn, now: datetime) -> None:
    """Remind the heads, where a holiday is near enough and they were not reminded of it. now: in the office's zone."""
    calendar = calendar_of(turn.connection)
    holiday = next_long(calendar, now.date())
    if holiday is None or now.date() < calendar.add_workdays(holiday[0], -value_of(turn.connection, EVE_DAYS)):
        return
    first, last = holiday
    subject = f"eve:{first.isoformat()}"
    if notices.of_subject(turn.connection, subject) is not None:
        return
    found = read_audience(turn.connection, HEADS, turn.now)
    organisers = people.people_with(turn.connection, Role.ORGANISER, turn.now)
    by = datetime.combine(calendar.add_workdays(first, -1), CLOSING, tzinfo=now.tzinfo)
    if not found.audience or by <= now:
        return
    draft = Draft(
        kind=talk.KIND,
        subject=subject,
        head=words.EVES_HEAD.format(name=name_of(calendar, first, last), first=shown(first), last=shown(last)),
        text=words.EVES_TEXT.format(by=shown(by.date())),
        audience=found.audience,
        asks=Asks.DONE,
        organiser_id=organisers[0].id if organisers else None,
        answer_by=by,
    )
    notices.send(turn, draft)
    turn.record("reminder.eve", subject, first=first.isoformat())


def next_long(calendar: Calendar, today: date) -> tuple[date, date] | None:
    """Return the first and last day of the next holiday of three days and more that has not begun."""
    day, until = today + timedelta(days=1), today + timedelta(days=AHEAD)
    while day <= until:
        first, last = calendar.next_holiday(day)
        if first > until:
            return None
        if first > today and (last - first).days + 1 >= SHORTEST:
            return first, last
        day = last + timedelta(days=1)
    return None


def name_of(calendar: Calendar, first: date, last: date) -> str:
    """Return what the days off in a row are called: the first that is no 调休."""
    days = [first + number * timedelta(days=1) for number in range((last - first).days + 1)]
    names = [name for name in map(calendar.name_of, days) if name and name != words.IN_LIEU]
    names = [name for name in names if name != words.NEW_YEARS_EVE] or names
    return names[0] if names else words.HOLIDAY
