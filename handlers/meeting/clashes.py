"""What speaks against a time: another meeting of half of the people, the room taken, a 保障期. Shown, never decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.store import stand_ins
from bot.store.people import Person
from bot.turn import Turn
from handlers.meeting import meetings, words
from handlers.meeting.kinds import kind_of
from handlers.meeting.meetings import CALLED, LENGTH, Meeting
from scheduler.audience import people_in
from scheduler.calendar.value import GUARD
from scheduler.gathering.clock import Clock
from scheduler.leads import dated, unpublished

HALF, MOST_AWAY = 2, 5
DAY = timedelta(days=1)


def noted(
    turn: Turn, said: dict[str, Any], start: datetime, told: Sequence[Person], clock: Clock, besides: int = 0
) -> list[str]:
    """Return the lines a confirmation shows. start: local. besides: the meeting itself, when it is moved."""
    end = clock.local(said["end"]) if "end" in said else start + LENGTH
    around = meetings.between(turn.connection, start - DAY, end + DAY, CALLED)
    others = [one for one in around if one.id != besides]
    overlapping = [one for one in others if one.starts_at < end and one.over_at > start]
    lines = [_clash(turn, one, told, clock) for one in overlapping]
    lines += [_same_place(turn, one, clock) for one in overlapping if said.get("place") and one.place == said["place"]]
    lines += _away(turn, start, end, told)
    period = clock.calendar.in_period(start.date(), GUARD)
    lines.append(unpublished(start.date(), clock.calendar))
    lines += [words.GUARDED.format(period=period.name)] if period else []
    if not besides:
        lines += _already(turn, said, start, others, clock)
    return list(dict.fromkeys(line for line in lines if line))


def _clash(turn: Turn, other: Meeting, told: Sequence[Person], clock: Clock) -> str:
    ids = {one.id for one in told}
    both = [one for one in people_in(turn.connection, other.audience, turn.now) if one.id in ids]
    if not both or HALF * len(both) < len(ids):
        return ""
    when = dated(other.starts_at, clock.zone)
    return words.CLASH.format(count=len(both), title=other.title, when=when)


def _away(turn: Turn, start: datetime, end: datetime, told: Sequence[Person]) -> list[str]:
    """Note who is away then, and who acts for him."""
    ids = {row.person_id for row in stand_ins.absences(turn.connection, start, end, [one.id for one in told])}
    lines = []
    for one in [one for one in told if one.id in ids][:MOST_AWAY]:
        acting = stand_ins.acting_for(turn.connection, one.id, start)
        agent = words.ACTS.format(agent=acting.called) if acting else ""
        lines.append(words.AWAY.format(who=one.called, agent=agent))
    return lines


def _same_place(turn: Turn, other: Meeting, clock: Clock) -> str:
    del turn
    return words.SAME_PLACE.format(place=other.place, title=other.title, when=dated(other.starts_at, clock.zone))


def _already(turn: Turn, said: dict[str, Any], start: datetime, others: Sequence[Meeting], clock: Clock) -> list[str]:
    """Note another one of the same title on that day: it may be meant."""
    del turn
    title = said.get("title") or words.UNTITLED
    same = [
        one
        for one in others
        if one.starts_at.astimezone(clock.zone).date() == start.date()
        and (one.title == title or (said.get("title") and one.kind == kind_of(title) == "例会"))
    ]
    return [words.ALREADY.format(title=one.title, when=dated(one.starts_at, clock.zone)) for one in same[:1]]
