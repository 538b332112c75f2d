"""What speaks against a time: some of them in another study, the room taken, somebody away. Shown, never decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.store import stand_ins
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import roster, studies
from handlers.study.planning import words
from handlers.study.planning.writing import LENGTH, over_at
from handlers.study.studies import OPEN, PLANNED, Study
from scheduler.calendar.value import GUARD
from scheduler.gathering.clock import Clock
from scheduler.leads import dated, unpublished

MOST_NAMED = 5
DAY = timedelta(days=1)


def noted(  # noqa: PLR0913 — what a time is held against
    turn: Turn, title: str, place: str, start: datetime, told: Sequence[Person], clock: Clock, besides: int = 0
) -> list[str]:
    """Return the lines a confirmation shows. start: local. besides: the study itself, when it is moved."""
    end = start + LENGTH
    around = studies.between(turn.connection, start - DAY, end + DAY, (PLANNED, OPEN))
    others = [one for one in around if one.id != besides]
    at_once = [one for one in others if one.starts_at < end and over_at(one) > start]
    lines = [_clash(turn, one, told, clock) for one in at_once]
    lines += [_same_place(one, clock) for one in at_once if place and one.place == place]
    lines += _away(turn, start, end, told)
    period = clock.calendar.in_period(start.date(), GUARD)
    lines += [unpublished(start.date(), clock.calendar), words.GUARDED.format(period=period.name) if period else ""]
    if not besides:
        lines += _already(title, start, others, clock)
    return list(dict.fromkeys(line for line in lines if line))


def _clash(turn: Turn, other: Study, told: Sequence[Person], clock: Clock) -> str:
    ids = {one.person_id for one in roster.of_study(turn.connection, other.id)}
    both = [one.called for one in told if one.id in ids]
    if not both:
        return ""
    names = "、".join(both[:MOST_NAMED]) + (f"等{len(both)}人" if len(both) > MOST_NAMED else "")
    return words.CLASH.format(names=names, title=other.title, when=dated(other.starts_at, clock.zone))


def _same_place(other: Study, clock: Clock) -> str:
    return words.SAME_PLACE.format(place=other.place, title=other.title, when=dated(other.starts_at, clock.zone))


def _away(turn: Turn, start: datetime, end: datetime, told: Sequence[Person]) -> list[str]:
    ids = {row.person_id for row in stand_ins.absences(turn.connection, start, end, [one.id for one in told])}
    away = [one.called for one in told if one.id in ids][:MOST_NAMED]
    return [words.AWAY.format(who="、".join(away))] if away else []


def _already(title: str, start: datetime, others: Sequence[Study], clock: Clock) -> list[str]:
    same = [one for one in others if one.starts_at.astimezone(clock.zone).date() == start.date() and one.title == title]
    return [words.ALREADY.format(title=one.title, when=dated(one.starts_at, clock.zone)) for one in same[:1]]
