"""When a piece of a wish rings: the hour nobody said is the department's; what is past or vague is asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.reminder import words
from handlers.reminder.wish import Piece
from scheduler.calendar import Calendar
from scheduler.leads import lead_moment, spoken
from scheduler.when import Grain, Kind, Recurrence, recurrence_of
from scheduler.when.recurrence import HOURLY, MINUTELY

WEEK = timedelta(days=7)
LATEST = timedelta(days=365 * 5)
YES_OR_NO = "吗？"
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Today:
    """When it is, in the office's zone, what the calendar says, and at which hour the department reminds."""

    now: datetime
    zone: ZoneInfo
    calendar: Calendar
    default: time

    def say(self, at: datetime) -> str:
        """Say a moment."""
        return spoken(at, self.now, self.zone, self.calendar)


@dataclass(frozen=True, slots=True)
class Ringing:
    """When something rings: once, or by a rule. is_default: whether the hour is the department's.

    question: what must be asked first, empty where nothing; guess: what 是 means to it.
    """

    at: datetime | None = None
    rule: Recurrence | None = None
    first: datetime | None = None
    is_default: bool = False
    question: str = ""
    guess: datetime | None = None


def when_it_rings(piece: Piece, today: Today, lead: timedelta) -> Ringing:
    """Decide when a piece rings, so long before the time it says."""
    now = today.now
    if piece["refused"]:
        return Ringing(question=words.ASK_AGAIN.format(why=piece["refused"]))
    if piece["kind"] == Kind.NONE.value:
        return Ringing(question=piece["question"] or words.WHEN)
    if piece["rule"]:
        return _by_rule(piece, today, lead)
    start = datetime.fromisoformat(piece["start"]).astimezone(now.tzinfo)
    if piece["question"]:
        guess = start if start > now else start + WEEK
        if piece["grain"] == Grain.DAY.value:
            guess = datetime.combine(guess.date(), today.default, tzinfo=now.tzinfo)
        is_meant = piece["question"].endswith(YES_OR_NO) and guess > now
        return Ringing(question=piece["question"], guess=guess if is_meant else None)
    return _once(piece, start, today, lead)


def _by_rule(piece: Piece, today: Today, lead: timedelta) -> Ringing:
    rule = recurrence_of(piece["rule"])
    if rule.freq in (MINUTELY, HOURLY):
        return Ringing(rule=rule, first=today.now)
    if piece["question"]:
        return Ringing(question=piece["question"])
    is_default = not rule.times
    rule = rule if rule.times else replace(rule, times=(today.default,))
    earlier = tuple(sorted(_earlier(one, lead) for one in rule.times)) if lead < AN_HOUR * 12 else rule.times
    return Ringing(rule=replace(rule, times=earlier), is_default=is_default)


def _earlier(at: time, lead: timedelta) -> time:
    minutes = at.hour * 60 + at.minute - int(lead.total_seconds()) // 60
    return time(minutes // 60, minutes % 60) if minutes >= 0 else at


def _once(piece: Piece, start: datetime, today: Today, lead: timedelta) -> Ringing:
    now = today.now
    end = datetime.fromisoformat(piece["end"]).astimezone(now.tzinfo) if piece["end"] else None
    by_day = piece["grain"] == Grain.DAY.value
    if by_day and end is not None and end.date() != start.date():
        return Ringing(question=words.WHICH_DAY.format(said=piece["said"]))
    at, is_default = _hour(piece, start, end, today)
    if at is None:
        return Ringing(question=words.WHAT_HOUR_TODAY)
    if lead:
        at = lead_moment(at, lead, f"{piece['text']}|{at.isoformat()}")
    if at <= now:
        late = words.LEAD_IS_PAST if lead else words.IS_PAST
        return Ringing(question=late.format(when=today.say(at)))
    if at - now > LATEST:
        return Ringing(question=words.TOO_FAR)
    return Ringing(at=at, is_default=is_default)


def _hour(piece: Piece, start: datetime, end: datetime | None, today: Today) -> tuple[datetime | None, bool]:
    """Return the moment, None where the hour of today must be asked, and whether the hour is the department's."""
    now = today.now
    usual = datetime.combine(start.date(), today.default, tzinfo=now.tzinfo)
    if piece["grain"] == Grain.DAY.value:
        return (None, True) if start.date() == now.date() and usual <= now else (usual, True)
    if piece["kind"] == Kind.DEADLINE.value:
        early = min(start - AN_HOUR, usual)
        return (early if early > now else start, False)
    if end is not None and start <= now < end:
        return None, False
    if end is not None and start < usual < end:
        return usual, True
    return start, False
