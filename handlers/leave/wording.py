"""How an absence is written: its days, its kind, who acts."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.store.people import Person
from handlers.leave import talk
from handlers.leave.spans import days_away
from handlers.leave.vocabulary import OUT, OWN, SICK
from scheduler.leads import weekday

MIDNIGHT = time()
A_MOMENT = timedelta(microseconds=1)
#: What others are told of these is only that it is a leave.
LEAVE = "请假"
PRIVATE = frozenset({OWN, SICK})


def span_in_words(since: datetime, until: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """Write from when to when: whole days by their dates, parts of a day by the clock."""
    first = since.astimezone(zone)
    if until is None:
        return talk.OPEN.format(since=_day(first, now, zone))
    last = until.astimezone(zone)
    final = last - A_MOMENT
    whole = last.time() == MIDNIGHT and (first.time() == MIDNIGHT or first <= now)
    if first.date() == final.date():
        day = _day(first, now, zone)
        return day if whole else talk.PART.format(since=day, start=f"{first:%H:%M}", until=_clock(last))
    start, end = _day(first, now, zone), _day(final, now, zone)
    if not whole:
        start += f"{first:%H:%M}" if first.time() != MIDNIGHT and first > now else ""
        end += f"{last:%H:%M}" if last.time() != MIDNIGHT else ""
    return talk.SPAN.format(since=start, until=end)


def days_in_words(since: datetime, until: datetime | None, zone: ZoneInfo) -> str:
    """Write how many days, where they are several."""
    count = count_days(since, until, zone)
    return talk.WHOLE_DAYS.format(count=count) if count > 1 else ""


def count_days(since: datetime, until: datetime | None, zone: ZoneInfo) -> int:
    """Count the days; 0 for a part of one, or where nobody knows."""
    if until is None or until - since <= timedelta(hours=6):
        return 0
    return days_away(since.astimezone(zone), until.astimezone(zone))


def kind_for_others(kind: str) -> str:
    """Return what others are told an absence is; that somebody is ill is his own matter."""
    return LEAVE if kind in PRIVATE else kind or OUT


def acting_in_words(agent: Person | None) -> str:
    """Write who acts."""
    return talk.ACTS.format(agent=agent.called) if agent else talk.NOBODY_ACTS


def _day(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    year = talk.YEAR.format(year=moment.year) if moment.year != now.astimezone(zone).year else ""
    return year + talk.DATED.format(month=moment.month, day=moment.day, weekday=weekday(moment.date()))


def _clock(moment: datetime) -> str:
    return talk.END_OF_DAY if moment.time() == MIDNIGHT else f"{moment:%H:%M}"
