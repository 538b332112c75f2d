"""A meeting that comes again: each time it is called two days before; on a holiday its organiser is asked first."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.meeting import announcing, settings, words
from handlers.meeting.talk import HANDLER
from scheduler import series
from scheduler.audience import Audience
from scheduler.calendar import calendar_of
from scheduler.gathering.clock import Clock
from scheduler.leads import moved, spoken
from scheduler.series import Occurrence, Plan, Series
from scheduler.when import Recurrence, recurrence_of
from scheduler.when.recurrence import DAILY, WEEKLY, WORKDAY

BEGUN = "meeting.series_begun"
MINUTES_A_DAY = 24 * 60
ZONE = ZoneInfo(Office().zone)


def begin(turn: Turn, said: Mapping[str, Any], audience: Audience, me: Person, clock: Clock) -> None:
    """Let a meeting come again from now on."""
    rule = recurrence_of(said["rule"])
    first = rule.next(clock.now, clock.calendar)
    if first is None:
        turn.say(words.NO_FIRST)
        return
    subject, title = f"meetings:{secrets.token_hex(8)}", said.get("title") or words.UNTITLED
    ahead = timedelta(days=value_of(turn.connection, settings.AHEAD))
    ahead = first - moved(first - ahead, f"{title}|{rule.text}")  # away from the full hour
    kept = {name: one for name, one in said.items() if name not in ("start", "end")}
    series.begin(
        turn,
        HANDLER,
        subject,
        rule,
        organiser_id=me.id,
        holidays="ask",
        ahead=ahead,
        data={"title": title, "said": kept, "audience": audience.data()},
    )
    turn.record("meeting.scheduled", subject, rule=rule.text)
    turn.may_undo(BEGUN, subject)
    told = spoken(first, turn.now, clock.zone, clock.calendar)
    turn.say(words.BEGUN.format(rule=said.get("rule_said", ""), title=title, first=told))


def plan(turn: Turn, one: Series, occurrence: Occurrence) -> None:
    """Call one meeting of a series, before it takes place; one that is over is none to be called."""
    if occurrence.at <= turn.now:
        return
    zone = occurrence.at.tzinfo if isinstance(occurrence.at.tzinfo, ZoneInfo) else ZONE
    clock = Clock(turn.now.astimezone(zone), calendar_of(turn.connection))
    audience = Audience.of(one.data["audience"])
    meeting = announcing.keep(turn, one.data["said"], audience, one.organiser_id, occurrence.at, clock, one.subject)
    announcing.announce(turn, meeting, zone)
    turn.record("meeting.scheduled", meeting.subject, kind=meeting.kind, starts_at=meeting.starts_at.isoformat())


def moved_rule(rule: Recurrence, slots: Mapping[str, Any], clock: Clock) -> Recurrence | None:
    """Return a rule as it is to be after 以后都改到周二上午9点; None where that can't be said of it."""
    if rule.freq not in (WEEKLY, DAILY, WORKDAY) or rule.workday:
        return None
    if "by_min" in slots:
        moved = [_shifted(one, int(slots["by_min"])) for one in rule.times]
        return replace(rule, times=tuple(one for one in moved if one)) if all(moved) and moved else None
    said = slots.get("to_start") or slots.get("to_day")
    if not said:
        return None
    new = clock.local(said)
    times = (time(new.hour, new.minute),) if "to_start" in slots else rule.times
    is_day = rule.freq == WEEKLY and not slots.get("hour_only")
    return replace(rule, times=times, weekdays=((0, new.weekday()),) if is_day else rule.weekdays)


def _shifted(one: time, minutes: int) -> time | None:
    moved = one.hour * 60 + one.minute + minutes
    return time(moved // 60, moved % 60) if 0 <= moved < MINUTES_A_DAY else None


def in_words(rule: Recurrence) -> str:
    """Say a rule that comes by the week or the day: 每周二9:00."""
    times = "、".join(f"{one.hour}:{one.minute:02d}" for one in rule.times)
    if rule.freq == WORKDAY:
        return f"每个工作日{times}"
    if rule.freq == DAILY:
        return f"每天{times}"
    return "每周" + "、".join("一二三四五六日"[day] for _, day in rule.weekdays) + times


PLANS: Mapping[str, Plan] = {HANDLER: plan}
