"""Keeping a meeting and telling everybody it is for; the calendar file for whom the office chose."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.store import people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.meeting import arming, meetings, settings, words, writing
from handlers.meeting.kinds import kind_of
from handlers.meeting.meetings import Meeting
from handlers.meeting.talk import HANDLER
from scheduler import notices
from scheduler.audience import Audience, people_in
from scheduler.gathering import calendar_file
from scheduler.gathering.clock import Clock
from scheduler.when import Kind, read_time


def keep(  # noqa: PLR0913 — what a meeting is
    turn: Turn,
    said: Mapping[str, Any],
    audience: Audience,
    organiser_id: int,
    start: datetime,
    clock: Clock,
    series: str = "",
) -> Meeting:
    """Keep a meeting. start: local."""
    title = (said.get("title") or words.UNTITLED)[:80]
    return meetings.put(
        turn.connection,
        uid=f"{secrets.token_hex(12)}@houqin",
        kind=kind_of(title),
        title=title,
        starts_at=start,
        ends_at=clock.local(said["end"]) if "end" in said else None,
        place=said.get("place", "")[:60],
        agenda=tuple(said.get("agenda", ())),
        note=said.get("note", "")[:300],
        audience=audience,
        organiser_id=organiser_id,
        series=series,
        collects=said.get("collect", "")[:20],
        collect_by=collect_by(said.get("collect_by", ""), start, clock),
        called_at=turn.now,
    )


def collect_by(said: str, start: datetime, clock: Clock) -> datetime | None:
    """Read until when something is handed in before a meeting; what can't be read, or is later, is until it begins."""
    when = read_time(said, clock.now, clock.calendar) if said else None
    if when is None or when.kind is Kind.NONE or when.start is None:
        return None
    until = when.start if when.grain.value == "minute" else when.start.replace(hour=18, minute=0)
    return until if clock.now < until < start else None


def announce(
    turn: Turn, meeting: Meeting, zone: ZoneInfo, not_before: datetime | None = None, *, gives_calendar: bool = True
) -> None:
    """Tell everybody a meeting is for, and set what is to come."""
    organiser = people.person(turn.connection, meeting.organiser_id, turn.now)
    who = organiser.called if organiser else ""
    draft = notices.Draft(
        kind=HANDLER,
        subject=meeting.subject,
        head=writing.head(turn.connection, meeting, zone, turn.now),
        text=writing.body(meeting, who, zone),
        audience=meeting.audience,
        asks=notices.Asks.RSVP,
        organiser_id=meeting.organiser_id,
        event_at=meeting.starts_at,
        leads=writing.leads(turn.connection),
    )
    notices.send(turn, draft, not_before)
    arming.arm(turn, meeting)
    if gives_calendar:
        give_calendar(turn, meeting, organiser, not_before)


def give_calendar(
    turn: Turn,
    meeting: Meeting,
    organiser: Person | None,
    not_before: datetime | None,
    method: str = calendar_file.REQUEST,
) -> None:
    """Hand the calendar file to whom the office's setting says: the same UID each time, SEQUENCE one more."""
    chosen = value_of(turn.connection, settings.CALENDAR)
    if chosen == settings.NOBODY or organiser is None:
        return
    document = calendar_file.document(writing.entry(meeting, organiser.called, turn.now), method)
    told = people_in(turn.connection, meeting.audience, turn.now) if chosen == settings.EVERYBODY else []
    for person in {one.id: one for one in (organiser, *told)}.values():
        if turn.waiting is not None and person.id == turn.person_id:
            turn.give(document)
            continue
        turn.push(
            Recipient(person_id=person.id),
            "",
            audience="organiser" if person.id == organiser.id else "roster",
            subject=meeting.subject,
            not_before=not_before,
            document=document,
        )
