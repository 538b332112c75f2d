"""Asking for studies: only those one attends, speaks at or runs. When, where, what about, who leads, must I speak."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import parts, roster, studies
from handlers.study import words as core
from handlers.study.planning import creating, words, writing
from handlers.study.planning.choosing import matching
from handlers.study.roster import APART
from handlers.study.studies import CANCELLED, OPEN, PLANNED, Study
from scheduler.gathering.clock import Clock
from scheduler.gathering.span import span_said, window
from scheduler.leads import dated, spoken

NEAR = timedelta(days=62)


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Answer a question about studies."""
    del message
    me = situation.sender
    if not isinstance(me, Person) or not situation.among_ourselves:
        turn.say(words.PRIVATELY if isinstance(me, Person) else core.ENROL_FIRST)
        return
    clock, slots = creating.clock_of(turn, situation), reading.slots
    about = slots.get("about", "list")
    found = _mine(turn, me, slots, clock)
    if about == "stands" and not found:
        _is_off(turn, me, slots, clock)
    elif not found:
        turn.say(words.NONE_FOUND.format(span=span_said(slots)))
    elif about == "list":
        turn.say(_list(turn, me, found, slots, clock))
    else:
        turn.say(_one(turn, me, found[0], about, clock))


def _mine(turn: Turn, me: Person, slots: Any, clock: Clock) -> list[Study]:
    first, last = window(slots, clock, NEAR)
    coming = matching(studies.between(turn.connection, first, last, (PLANNED, OPEN)), slots, clock)
    return [one for one in coming if concerns(turn, one, me)]


def concerns(turn: Turn, study: Study, person: Person) -> bool:
    """Whether a study is somebody's: he planned it, is on its roster, or has something to do at it."""
    if study.organiser_id == person.id:
        return True
    entry = roster.one(turn.connection, study.id, person.id)
    if entry is not None and entry.belongs != APART:
        return True
    return any(one.person_id == person.id for one in parts.of_studies(turn.connection, [study.id]))


def _list(turn: Turn, me: Person, found: Sequence[Study], slots: Any, clock: Clock) -> str:
    lines = [words.LIST_HEAD.format(span=span_said(slots))]
    for one in found[: words.MOST_LISTED]:
        place = words.LINE_PLACE.format(place=one.place) if one.place else ""
        mine = words.LINE_MINE if one.organiser_id == me.id else ""
        when = spoken(one.starts_at, turn.now, clock.zone, clock.calendar)
        lines.append(words.LINE.format(when=when, title=one.title) + place + mine + role_of(turn, one, me))
    if len(found) > words.MOST_LISTED:
        lines.append(words.MORE.format(count=len(found) - words.MOST_LISTED))
    return "\n".join(lines)


def role_of(turn: Turn, study: Study, person: Person) -> str:
    """Say what somebody does at a study, empty where nothing."""
    his = [one.part for one in parts.of_studies(turn.connection, [study.id]) if one.person_id == person.id]
    return words.LINE_ROLE.format(part="、".join(his)) if his else ""


def _one(turn: Turn, me: Person, one: Study, about: str, clock: Clock) -> str:
    when = spoken(one.starts_at, turn.now, clock.zone, clock.calendar)
    said = words.WHEN_IS.format(title=one.title, when=when, place=one.place or words.PLACE_OPEN)
    who = writing.organiser(turn, one)
    if about == "topic":
        return said + (words.ITS_TOPIC.format(topic=one.topic) if one.topic else words.NO_TOPIC.format(who=who))
    if about == "roles":
        lines = writing.role_lines(writing.roles_of(turn.connection, one, turn.now))
        return said + (words.ITS_ROLES.format(roles="；".join(lines)) if lines else words.NO_ROLES.format(who=who))
    if about == "mine":
        return said + _duty(turn, one, me)
    return said + (words.WHO_COMES.format(who=one.audience.named) if about == "who" else "")


def _duty(turn: Turn, study: Study, me: Person) -> str:
    his = [one for one in parts.of_studies(turn.connection, [study.id]) if one.person_id == me.id]
    if not his:
        return words.YOU_DO_NOT
    title = words.WITH_TITLE.format(title=his[0].title) if his[0].title else ""
    return words.YOU_DO.format(does="、".join(words.DOES.get(one.part, one.part) for one in his), title=title)


def _is_off(turn: Turn, me: Person, slots: Any, clock: Clock) -> None:
    first, last = window(slots, clock, NEAR)
    off = matching(studies.between(turn.connection, first, last, (CANCELLED,)), slots, clock)
    mine = [one for one in off if concerns(turn, one, me)]
    if not mine:
        turn.say(words.NONE_FOUND.format(span=span_said(slots)))
        return
    turn.say(words.IS_OFF.format(when=dated(mine[0].starts_at, clock.zone), title=mine[0].title))
