"""应急卡: what stands on the card of a campus: telephones, who is on duty, who is in charge, what to do first.

For the wall of the duty room, and for the hour in which the server has no power either. What nobody has entered stays
blank, to be filled in by hand. Private numbers are there only where it is made for who may call them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.rights import Role
from bot.settings import Office
from bot.store import people, posts, shifts
from bot.store.people import Person
from bot.store.places import campuses
from bot.store.units import all_units
from handlers.incident.kinds import UNKNOWN, kinds

PUBLIC_NUMBERS = (("火警", "119"), ("急救", "120"), ("匪警", "110"), ("交通事故", "122"))
EVERYWHERE, OTHERWISE = "", "其他情况"


@dataclass(frozen=True, slots=True)
class Called:
    """Who is called for what. who: name and post, empty where nobody is known. phone: empty: to be filled in."""

    what: str
    who: str
    phone: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do first. is_approved: somebody has approved it by name."""

    kind: str
    text: str
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one campus; "" where the department has one for all. has_private: leaders' numbers are there."""

    campus: str
    made_at: datetime
    duty: Sequence[Called]
    leaders: Sequence[Called]
    departments: Sequence[Called]
    advice: Sequence[Advice]
    has_private: bool


def cards(
    connection: Connection, office: Office, now: datetime, *, campus: str = "", has_private: bool = False
) -> list[Card]:
    """Make the cards: of one campus, else of each; without campuses one for all."""
    rows = connection.execute(select(campuses.c.id, campuses.c.name).order_by(campuses.c.sort_no, campuses.c.id)).all()
    wanted = [(row.id, row.name) for row in rows if campus in ("", row.name)] or [(None, EVERYWHERE)]
    return [
        Card(
            campus=name,
            made_at=now,
            duty=_duty(connection, office, campus_id, now, has_private=has_private),
            leaders=_leaders(connection, now, has_private=has_private),
            departments=_departments(connection, now, has_private=has_private),
            advice=_advice(connection),
            has_private=has_private,
        )
        for campus_id, name in wanted
    ]


def campus_names(connection: Connection) -> list[str]:
    """Return the campuses there is a card for."""
    return list(connection.execute(select(campuses.c.name).order_by(campuses.c.sort_no, campuses.c.id)).scalars())


def _duty(
    connection: Connection, office: Office, campus_id: int | None, now: datetime, *, has_private: bool
) -> list[Called]:
    """Return the duty room, and who is on duty by the roster of this moment; without one, blanks."""
    found = shifts.on_duty(connection, now, campus_id)[:1]
    known = {one.id: one for one in people.people(connection, now, _of_shifts(found))}
    officer, leader = (known.get(found[0].officer_id), known.get(found[0].leader_id or 0)) if found else (None, None)
    own = found[0].phone if found else ""
    return [
        Called("值班室", "", office.duty_phone),
        Called("今日值班员", officer.name if officer else "", own or _private(officer, has_private=has_private)),
        Called("今日带班领导", leader.name if leader else "", _private(leader, has_private=has_private)),
    ]


def _of_shifts(found: Iterable[shifts.Shift]) -> list[int]:
    return [one for shift in found for one in (shift.officer_id, shift.leader_id) if one is not None]


def _leaders(connection: Connection, now: datetime, *, has_private: bool) -> list[Called]:
    """Return who is in charge of which unit, in the order of the units."""
    in_charge: dict[int | None, list[int]] = {}
    for one in posts.charges_at(connection, now):
        if one.unit_id is not None and not one.deputy:
            in_charge.setdefault(one.unit_id, []).append(one.person_id)
    return [
        Called(unit.name, person.called, _private(person, has_private=has_private))
        for unit in all_units(connection)
        for person in people.people(connection, now, in_charge.get(unit.id, []))
    ]


def _departments(connection: Connection, now: datetime, *, has_private: bool) -> list[Called]:
    """Return the departments outside that are to be informed, each once, with their contact where one is known."""
    units = {unit.id: unit.names for unit in all_units(connection)}
    contacts: dict[str, Person] = {}
    for person in people.people_with(connection, Role.DEPARTMENT_LIAISON, now):
        contacts |= {name: person for name in units.get(person.unit_id or 0, ()) if name not in contacts}
    names = dict.fromkeys(name for kind in kinds(connection) for name in kind.departments)
    return [Called(name, "", _private(contacts.get(name), has_private=has_private)) for name in names]


def _advice(connection: Connection) -> list[Advice]:
    return [
        Advice(OTHERWISE if kind.name == UNKNOWN else kind.name, kind.advice, bool(kind.approved_by))
        for kind in kinds(connection)
    ]


def _private(person: Person | None, *, has_private: bool) -> str:
    return person.phone if person is not None and has_private else ""
