"""Which study a paper belongs to: the one that is named, what is owed, else the last that concerned the sender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.study import choosing, organising, parts, roster, studies
from handlers.study.after import words
from handlers.study.after.owing import KIND
from handlers.study.papers import LATER, SPEECH
from handlers.study.roster import APART, ATTENDS, Entry
from handlers.study.studies import CLOSED, OPEN, PLANNED, Study
from scheduler import owed

#: AHEAD: a speech is handed in before; NOW: what has begun, also before its time.
BACK, AHEAD, NOW = timedelta(days=31), timedelta(days=14), timedelta(days=1)
MOST, LONGEST_LABEL = 6, 26


def to_hand_in(turn: Turn, reading: Reading, me: Person, kind: str) -> Study | None:
    """Return the study the sender hands something in for; None where that had to be asked, or there is none."""
    slots = reading.slots
    pool = _concerned(turn, me, kind)
    if "study" in slots:
        return next((one for one in pool if one.id == int(slots["study"])), None)
    said = str(slots.get("about") or "")
    pool = fitting(pool, said) or pool
    owing = {one.subject for one in owed.open_of(turn.connection, me.id) if one.kind == KIND}
    meant = [one for one in pool if one.subject in owing] if kind != LATER else pool
    if len(meant) > 1:
        ask(turn, reading, meant, words.WHICH.format(kind=kind))
        return None
    return meant[0] if meant else pool[-1] if pool else None


def _concerned(turn: Turn, me: Person, kind: str) -> list[Study]:
    """Return those of the last weeks on whose roster he stands, that he runs or contributes to, in order of time."""
    ahead = AHEAD if kind == SPEECH else NOW
    states = (PLANNED, OPEN, CLOSED) if kind == SPEECH else (CLOSED,) if kind == LATER else (OPEN, CLOSED)
    near = studies.between(turn.connection, turn.now - BACK, turn.now + ahead, states)
    old = [one.subject for one in owed.open_of(turn.connection, me.id) if one.kind == KIND]
    near = [*filter(None, (studies.named(turn.connection, one) for one in old)), *near]
    known = {one.id: one for one in near}
    his = roster.of_person(turn.connection, me.id, known)
    if kind == LATER:
        missed = [one for key, one in known.items() if key in his and is_missed(his[key])]
        return [one for one in missed if his[one.id].made_up_at is None] or missed[-1:]
    speaks = {one.study_id for one in parts.of_studies(turn.connection, known) if one.person_id == me.id}
    mine = [
        one
        for key, one in known.items()
        if (key in his and his[key].belongs != APART) or key in speaks or one.organiser_id == me.id
    ]
    there = [one for one in mine if (one.id in his and his[one.id].is_there) or one.id in speaks]
    return sorted(there or mine, key=lambda one: (one.starts_at, one.id))


def is_missed(entry: Entry) -> bool:
    """Whether somebody was to come and was not there."""
    return entry.belongs == ATTENDS and not entry.is_there


def fitting(pool: Sequence[Study], said: str) -> list[Study]:
    """Return those some words name, by title, topic or kind; none where they name none."""
    by_title = [one for one in pool if one.title in said or (one.topic and one.topic in said)]
    return by_title or [one for one in pool if one.kind in said]


def ask(turn: Turn, reading: Reading, several: Sequence[Study], question: str) -> None:
    """Ask which of several studies is meant; the last come first."""
    options = [_option(one, reading) for one in several[::-1][:MOST]]
    turn.ask(question, options)


def _option(study: Study, reading: Reading) -> Option:
    slots: dict[str, Any] = {**reading.slots, "study": study.id}
    return Option(f"{study.title}"[: LONGEST_LABEL - 8] + f"〔{study.number}〕", reading.handler, reading.intent, slots)


def to_run(turn: Turn, reading: Reading, situation: Situation) -> Study | None:
    """Return the study the sender runs and means, the last that is over; None where that was said or asked."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return None
    if "study" in reading.slots:
        found = studies.find(turn.connection, int(reading.slots["study"]))
        if found is None or organising.runs(turn.connection, me, turn.now)(found):
            return found
        is_his = roster.one(turn.connection, found.id, me.id) is not None
        turn.whisper(words.NOT_YOURS.format(who=choosing.organiser(turn, found)) if is_his else words.NO_STUDY_RUN)
        return None
    found = run_by(turn.connection, me, reading.slots, turn.now)
    if found is None:
        turn.whisper(words.NO_STUDY_RUN)
    return found


def run_by(connection: Connection, me: Person, slots: Mapping[str, Any], now: datetime) -> Study | None:
    """Return the study of the last weeks somebody runs and means: named, his own, one that wanted something, last."""
    near = studies.between(connection, now - BACK, now + NOW, (OPEN, CLOSED))
    mine = list(filter(organising.runs(connection, me, now), near))
    own = [one for one in mine if one.organiser_id == me.id]
    pool = fitting(mine, str(slots.get("about") or "")) or own or mine
    wanting = [one for one in pool if one.wants] if slots.get("kind") else []
    pool = wanting or pool
    return pool[-1] if pool else None
