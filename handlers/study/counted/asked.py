"""What is asked of numbers, made a scope: which days, which kinds, whose; and whether the sender may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from handlers.study.counted import counting, scope, words
from handlers.study.counted.scope import PERSON, Scope, Whose
from handlers.study.counted.whose import whose_in
from scheduler.gathering import plain
from scheduler.period import Period, period_in


def scope_of(connection: Connection, message: Message, reading: Reading, situation: Situation) -> Scope | str:
    """Return what is asked for, or the sentence that refuses it."""
    me = situation.sender
    if not isinstance(me, Person):
        return words.ENROL_FIRST
    asked = Scope(period_of(reading, situation), situation.zone, tuple(reading.slots.get("kinds") or ()), me=me)
    whose = whose_in(connection, said_of(message, reading))
    if not scope.sees_some(me) and not counting.has_any(connection, asked):
        return words.NOT_FOR_YOU.format(contact=situation.contact)
    if whose is None and reading.slots.get("whose"):
        return words.UNKNOWN.format(said=reading.slots["whose"])
    asked = replace(asked, whose=whose)
    if whose is not None and not _may(connection, me, whose, asked):
        return words.NOT_THEIRS.format(whose=whose.called, contact=situation.contact)
    return asked


def period_of(reading: Reading, situation: Situation) -> Period:
    """Return the days that were named; none named: this year."""
    slots = reading.slots
    if slots.get("since"):
        since, until = date.fromisoformat(slots["since"]), date.fromisoformat(slots["until"])
        return Period(since, until, str(slots["called"]))
    return period_in("", situation.now.astimezone(situation.zone).date())


def nothing(asked: Scope) -> str:
    """Say that there is nothing to count, or nothing the sender may see."""
    is_all = asked.me is None or scope.sees_all(asked.me)
    return (words.NOTHING if is_all else words.NOTHING_SEEN).format(said=asked.said)


def said_of(message: Message, reading: Reading) -> str:
    """Return the words it was asked in, also where a button was pressed since."""
    return plain(str(reading.slots.get("text") or message.text))


def _may(connection: Connection, me: Person, whose: Whose, asked: Scope) -> bool:
    """Whether somebody may ask for a branch or unit: his own, or one whose people were at a study of his."""
    return whose.what == PERSON or scope.may_ask(me, whose) or counting.has_any(connection, asked)
