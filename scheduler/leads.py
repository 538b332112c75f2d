"""When somebody is reminded, and how a moment is said. Pure.

Nobody is reminded on the full or the half hour, when every other reminder in the office rings: a moment moves a few
minutes earlier by a hash of what it is about, so that it is the same after a restart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar.value import SATURDAY, Calendar

MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(days=7)
EARLIEST, SPREAD = 3, 7  # minutes before the moment, and over how many
ROUND = 30
MORNING, AFTERNOON = time(9), time(16, 30)
DAILY, WEEKLY = 3, 8  # reminders a day after the due day, then a week
SOON = timedelta(hours=2)

WEEKDAYS = "一二三四五六日"
UNPUBLISHED = "注意：{year}年放假安排尚未公布，公布后请再核对。"
MADE_UP = "调休上班"
OFF = "休息日"
NEAR = {0: "今天", 1: "明天", 2: "后天"}


def dated(moment: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Say when, the same on every day it is read: 11月24日（周二）10:00; seen from `now` with another year's number."""
    local = moment.astimezone(zone)
    year = f"{local.year}年" if now is not None and now.astimezone(zone).year != local.year else ""
    return f"{year}{local.month}月{local.day}日（周{WEEKDAYS[local.weekday()]}）{local:%H:%M}"


def moved(moment: datetime, key: str) -> datetime:
    """Return a moment 3 to 9 minutes earlier, by `key`, and never on :00 or :30."""
    digest = hashlib.sha256(key.encode()).digest()
    early = moment - (EARLIEST + digest[0] % SPREAD) * MINUTE
    return early - MINUTE if early.minute % ROUND == 0 else early


def lead_moment(event_at: datetime, lead: timedelta, key: str) -> datetime:
    """Return when something is reminded of `lead` before it; less than two hours before, to the minute."""
    return event_at - lead if lead < SOON / 4 else moved(event_at - lead, key)


def on_a_workday(moment: datetime, calendar: Calendar) -> datetime:
    """Return a moment (in the office's zone); of a day off, the same hour of the last workday before."""
    if calendar.is_workday(moment.date()):
        return moment
    return datetime.combine(calendar.add_workdays(moment.date(), -1), moment.timetz())


def nag_moments(since: datetime, due_at: datetime, calendar: Calendar, zone: ZoneInfo, key: str) -> list[datetime]:
    """Return when somebody is reminded of what he owes, in office time.

    On the first day never; the day before, on the morning of the due day, then once a workday for three days, then
    once a week for two months. What falls on a day off before the due day comes on the last workday before it.
    """
    due = due_at.astimezone(zone).date()
    found = [*_before(due, calendar), *_after(due, calendar)]
    moments = [moved(datetime.combine(day, hour, tzinfo=zone), f"{key}|{day}|{hour}") for day, hour in found]
    first = since.astimezone(zone).date()
    return sorted({one for one in moments if one > since and one.astimezone(zone).date() > first})


def _before(due: date, calendar: Calendar) -> Iterator[tuple[date, time]]:
    eve = calendar.add_workdays(due, -1)
    yield eve, AFTERNOON
    yield (due, MORNING) if calendar.is_workday(due) else (eve, MORNING)


def _after(due: date, calendar: Calendar) -> Iterator[tuple[date, time]]:
    day = due
    for _ in range(DAILY):
        day = calendar.next_workday(day)
        yield day, MORNING
    for number in range(1, WEEKLY + 1):
        later = day + number * WEEK
        yield (later if calendar.is_workday(later) else calendar.next_workday(later)), MORNING


def spoken(moment: datetime, now: datetime, zone: ZoneInfo, calendar: Calendar, *, hour: bool = True) -> str:
    """Say a moment: 「11月24日（周二）10:00」, 今天, 明天 and 后天 named, a day off or a made-up workday noted.

    hour: whether the time of day belongs to it. Of another year the year is said.
    """
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    day = local.date()
    year = f"{day.year}年" if day.year != today.year else ""
    near = NEAR.get((day - today).days, "")
    named = f"{near}（{year}{day.month}月{day.day}日 {weekday(day)}）" if near else _dated(day, year)
    note = day_note(day, calendar)
    return f"{named}{local:%H:%M}{f'（{note}）' if note else ''}" if hour else f"{named}{f'（{note}）' if note else ''}"


def _dated(day: date, year: str) -> str:
    return f"{year}{day.month}月{day.day}日（{weekday(day)}）"


def weekday(day: date) -> str:
    """Say a weekday: 周二."""
    return f"周{WEEKDAYS[day.weekday()]}"


def unpublished(day: date, calendar: Calendar) -> str:
    """Warn that the days off of a day's year are not published yet; empty where they are."""
    return "" if calendar.is_known(day) else UNPUBLISHED.format(year=day.year)


def day_note(day: date, calendar: Calendar) -> str:
    """Say what is unusual about a day: 调休上班, 国庆节放假, 休息日; empty for a plain workday."""
    if calendar.is_workday(day):
        return MADE_UP if day.weekday() >= SATURDAY else ""
    name = calendar.name_of(day)
    return f"{name}放假" if name else OFF
