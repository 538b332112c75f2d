"""Who may act for somebody: whom the words mean (王强, 副处长, 老李), and who is likely where nobody is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import in_charge, people
from bot.store.people import Person
from bot.store.posts import charges_at, posts_at
from scheduler.audience import who_is

MOST = 4
SHORTEST = 2
DEPUTY = "副"
_DEPUTY = re.compile(r"副(?:[部处科总校院主]?[长任记职理手]|经理|总|手)|[ab]角")


def agents_named(connection: Connection, said: str, away: Person, now: datetime) -> list[Person]:
    """Return whom `said` may mean as who acts for somebody, in order; several: it has to be asked."""
    if _DEPUTY.fullmatch(said):
        return deputies_of(connection, away, now, title=said)
    for start in range(max(len(said) - SHORTEST, 0) + 1):  # 都王强 of a text without commas is 王强
        if found := who_is(connection, said[start:], now, away):
            return found
    return []


def deputies_of(connection: Connection, away: Person, now: datetime, title: str = "") -> list[Person]:
    """Return the deputies beside or below somebody: those of his unit who hold a post with 副."""
    posts = [one for one in posts_at(connection, now) if DEPUTY in one.title and one.person_id != away.id]
    own = [one for one in posts if one.unit_id == away.unit_id and away.unit_id is not None]
    same = [one for one in own if one.title == title] or own
    return people.people(connection, now, {one.person_id for one in same})


def likely(connection: Connection, away: Person, now: datetime) -> list[Person]:
    """Return who is likely to act for somebody: 协管 of what he is in charge of, then deputies, then who runs it."""
    charged = {one.unit_id for one in charges_at(connection, now, [away.id]) if one.unit_id and not one.deputy}
    beside = charges_at(connection, now)
    second = {one.person_id for one in beside if one.deputy and one.unit_id in charged}
    found = [*people.people(connection, now, second), *deputies_of(connection, away, now)]
    if not found and away.unit_id is not None:
        found = in_charge.runners_of(connection, away.unit_id, now)
    return list(_others(found, away))[:MOST]


def has_duties(person: Person) -> bool:
    """Whether somebody is anything but staff, so that somebody has to act for him."""
    return bool(person.roles - {Role.STAFF})


def _others(some: Iterable[Person], away: Person) -> Iterable[Person]:
    return {one.id: one for one in some if one.id != away.id}.values()
