"""What the readings may know of studies, read from the rows; only for words that may be about one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from bot.acts import Role
from bot.messages import Kind, Message
from bot.store import chats, journal, people
from bot.store.people import Person, persons
from bot.store.places import Place
from bot.store.units import all_units
from handlers.study import asks, organising, parts, roster, studies
from handlers.study.after.known import with_papers
from handlers.study.facts import Asked, Facts, Known
from handlers.study.said import may_be
from handlers.study.studies import CLOSED, OPEN, PLANNED, Study
from handlers.study.talk import PLAN_WANTED
from handlers.study.window import Moment
from knowledge.text import fold
from scheduler.calendar import calendar_of

WANTED_FOR = timedelta(minutes=30)
BACK, AHEAD = timedelta(days=14), timedelta(days=62)
SHORTEST_OF_OTHERS, SHORTEST_UNIT = 4, 3  # characters: of what is said of others, of a unit that signs in together


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Facts:
    """Read what the sender may mean."""
    if not may_be(message):
        return Facts()
    me = sender if isinstance(sender, Person) else None
    found = _studies(connection, message, me, now)
    return with_papers(connection, found, message, me, now) if me is not None and not message.text else found


def _studies(connection: Connection, message: Message, me: Person | None, now: datetime) -> Facts:
    near = studies.between(connection, now - BACK, now + AHEAD, (PLANNED, OPEN, CLOSED))
    calendar = calendar_of(connection)
    wants_plan = _wants_plan(connection, message, now)
    if not near:
        return Facts(calendar, wants_plan=wants_plan)
    chat = chats.find(connection, message.platform, message.chat) if message.chat else None
    his = roster.of_person(connection, me.id, [one.id for one in near]) if me else {}
    speaking = _speaking(connection, near, me)
    runs = organising.runs(connection, me, now) if me else None
    known = []
    for one in near:
        entry = his.get(one.id)
        belongs = entry.belongs if entry else ""
        here = chat is not None and one.chat_id == chat.id
        mine = runs is not None and runs(one)
        if belongs or here or mine or one.id in speaking:
            status = entry.status if entry else ""
            heard = _known(one, belongs, status, is_here=here, is_mine=mine)
            known.append(replace(heard, speaks=one.id in speaking, state=_state_then(one, message, now)))
    own = tuple(one for one in (me.name, me.salutation) if one) if me else ()
    leads = me is not None and Role.TEAM_LEADER in me.roles
    may_name = (leads or any(one.is_mine for one in known)) and len(message.text) >= SHORTEST_OF_OTHERS
    named = named_in(connection, message.text, now) if may_name else ()
    asked = _asked(connection, known, now)
    return Facts(calendar, tuple(known), asked, own, wants_plan, leads, named)


def _wants_plan(connection: Connection, message: Message, now: datetime) -> bool:
    """Whether whoever sends a file said lately that it is a plan to import."""
    if message.kind not in (Kind.FILE, Kind.RESULT):
        return False
    since = now - WANTED_FOR
    return bool(journal.entries(connection, kinds=(PLAN_WANTED,), account=message.order_key, since=since, newest=1))


def named_in(connection: Connection, text: str, now: datetime) -> tuple[str, ...]:
    """Return the names, 称呼 and units of the office that stand in a text."""
    folded = fold(text)
    here = or_(persons.c.left_at.is_(None), persons.c.left_at > now)
    rows = connection.execute(select(persons.c.name, persons.c.salutation).where(here)).all()
    units = [name for one in all_units(connection) for name in one.names]
    known = {name for row in rows for name in row if name} | {one for one in units if len(one) >= SHORTEST_UNIT}
    return tuple(sorted(one for one in known if one in folded))


def _speaking(connection: Connection, near: list[Study], me: Person | None) -> frozenset[int]:
    """Return those to come at which somebody is to lead, speak or lecture."""
    coming = [one.id for one in near if one.state == PLANNED]
    noted = parts.of_studies(connection, coming) if coming and me else []
    return frozenset(one.study_id for one in noted if me and one.person_id == me.id and one.study_id)


def _state_then(study: Study, message: Message, now: datetime) -> str:
    """Return how a study stood when a message was sent: open by its window, whatever was done by now."""
    at = min(message.sent_at or now, now)
    was_open = study.window.place(at) in (Moment.IN_TIME, Moment.LATE)
    return OPEN if was_open and (study.state == PLANNED or (study.state == CLOSED and at < now)) else study.state


def _known(study: Study, belongs: str, status: str, *, is_here: bool, is_mine: bool) -> Known:
    return Known(
        study.id,
        study.number,
        study.kind,
        study.title,
        study.state,
        study.starts_at,
        belongs,
        status,
        is_here=is_here,
        is_mine=is_mine,
        needs_code=study.needs_code,
        wants=study.wants,
    )


def _asked(connection: Connection, known: list[Known], now: datetime) -> tuple[Asked, ...]:
    run = [one.id for one in known if one.is_mine]
    waiting = asks.waiting(connection, run) if run else []
    if not waiting:
        return ()
    names = {one.id: one.name for one in people.people(connection, now, [ask.person_id for ask in waiting])}
    return tuple(
        Asked(one.id, one.study_id, one.what, one.person_id, names[one.person_id])
        for one in waiting
        if one.person_id in names
    )
