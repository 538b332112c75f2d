"""Who an audience is at a moment, and whom of them somebody may not tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.rights import Act, Concern, Role, may_concerning
from bot.store import people, units
from bot.store.dated import holds
from bot.store.people import Person
from bot.store.posts import level_ranks, posts_at
from bot.store.units import all_branches, all_units, below
from scheduler.audience.value import Audience, Group, Term


def people_in(connection: Connection, audience: Audience, now: datetime) -> list[Person]:
    """Return who is in an audience at `now`, in office order; who has left is not."""
    found = {one for term in audience.terms for one in _of(connection, term, now)}
    left_out = {one.id for term in audience.without for one in _of(connection, term, now)}
    return people.in_order({one.id: one for one in found if one.id not in left_out}.values())


def may_not_tell(connection: Connection, sender: Person, told: Sequence[Person], now: datetime) -> list[Person]:
    """Return those whom the sender has no right to send notices to."""
    if any(one.everywhere for one in sender.held if may_concerning(sender.id, (one,), Act.NOTIFY, Concern())):
        return []
    branch_of = _branches_of(connection, now)
    return [
        one
        for one in told
        if one.id != sender.id
        and not any(
            may_concerning(sender.id, sender.held, Act.NOTIFY, Concern(one.id, one.unit_id, branch))
            for branch in branch_of.get(one.id, {None})
        )
    ]


def _branches_of(connection: Connection, now: datetime) -> dict[int, set[int | None]]:
    rows = connection.execute(
        select(units.members.c.person_id, units.members.c.branch_id).where(holds(units.members, now))
    )
    found: dict[int, set[int | None]] = {}
    for row in rows:
        found.setdefault(row.person_id, set()).add(row.branch_id)
    return found


def _of(connection: Connection, term: Term, now: datetime) -> list[Person]:
    return _READ[term.group](connection, term, now)


def _person(connection: Connection, term: Term, now: datetime) -> list[Person]:
    return people.people(connection, now, [term.id] if term.id else [])


def _everybody(connection: Connection, term: Term, now: datetime) -> list[Person]:
    del term
    return [one for one in people.people(connection, now) if Role.STAFF in one.roles]


def _unit(connection: Connection, term: Term, now: datetime) -> list[Person]:
    near = below(term.id or 0, all_units(connection))
    return [one for one in people.people(connection, now) if one.unit_id in near]


def _branch(connection: Connection, term: Term, now: datetime) -> list[Person]:
    return _members(connection, below(term.id or 0, all_branches(connection)), now)


def _all_members(connection: Connection, term: Term, now: datetime) -> list[Person]:
    del term
    return _members(connection, None, now)


def _leaders(connection: Connection, term: Term, now: datetime) -> list[Person]:
    del term
    return [one for role in (Role.CHIEF, Role.IN_CHARGE) for one in people.people_with(connection, role, now)]


def _role(connection: Connection, term: Term, now: datetime) -> list[Person]:
    found = people.people_with(connection, Role(term.value), now)
    return [one for one in found if term.within is None or one.unit_id == term.within]


def _members(connection: Connection, branch_ids: frozenset[int] | None, now: datetime) -> list[Person]:
    statement = select(units.members.c.person_id).where(holds(units.members, now))
    if branch_ids is not None:
        statement = statement.where(units.members.c.branch_id.in_(branch_ids))
    return people.people(connection, now, connection.execute(statement.distinct()).scalars())


def _at_least(connection: Connection, term: Term, now: datetime) -> list[Person]:
    ranks = level_ranks(connection)
    cut = ranks.get(term.value, 0)
    ids = {one.person_id for one in posts_at(connection, now) if 0 < ranks.get(one.level, 0) <= cut}
    return people.people(connection, now, ids)


def _heads(connection: Connection, term: Term, now: datetime) -> list[Person]:
    named = {one.id for one in all_units(connection) if any(term.value in name for name in one.names)}
    heads = people.people_with(connection, Role.HEAD, now)
    return [one for one in heads if not term.value or one.unit_id in named]


_READ: Mapping[Group, Callable[[Connection, Term, datetime], list[Person]]] = {
    Group.PERSON: _person,
    Group.EVERYBODY: _everybody,
    Group.UNIT: _unit,
    Group.BRANCH: _branch,
    Group.MEMBERS: _all_members,
    Group.LEVEL: _at_least,
    Group.ROLE: _role,
    Group.HEADS: _heads,
    Group.LEADERS: _leaders,
}
