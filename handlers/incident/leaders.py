"""Who is concerned by an incident: the unit that looks after it, its leader in charge, deputy and head, who is on duty.

分管 goes by unit and by line: both leaders are told, the unit's is responsible. Where the tables name nobody, the
admins and the chiefs are told, so that an alarm always reaches somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import in_charge, people, stand_ins
from bot.store.in_charge import Spot, fall_back, officers
from bot.store.people import Person
from bot.store.units import all_units
from handlers.incident.cases import Case
from handlers.incident.kinds import UNKNOWN, Kind, kinds
from handlers.incident.matter import SCHOOL
from handlers.incident.witnesses import Report

__all__ = [
    "Concerned", "Part", "Spot", "concerned", "concerned_by", "fall_back", "kind_named", "officers",
    "person", "unit_of",
]  # fmt: skip
UNENROLLED = "未登记"


class Part(StrEnum):
    """What somebody is to an incident; also the audience of what he is told."""

    LEADER = "leader"
    DEPUTY = "deputy"
    LINE = "line"
    HEAD = "head"
    DUTY = "duty"
    SECRETARY = "secretary"
    CHIEF = "chief"
    DEPARTMENT = "department"
    REPORTER = "reporter"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who is concerned. leader: the one who is responsible, None where nobody is found.

    away: the leader in charge who is away and for whom `leader` acts.
    """

    unit_id: int | None
    leader: Person | None
    deputies: tuple[Person, ...]
    lines: tuple[Person, ...]
    heads: tuple[Person, ...]
    duty: tuple[Person, ...]
    chiefs: tuple[Person, ...]
    liaisons: tuple[Person, ...]
    away: Person | None = None

    @property
    def report_to(self) -> frozenset[int]:
        """Return to whom it is to be reported: the chiefs; 校领导 where the leader in charge is one of them."""
        ids = frozenset(one.id for one in self.chiefs)
        return frozenset({SCHOOL}) if self.leader is not None and self.leader.id in ids else ids


def kind_named(connection: Connection, name: str) -> Kind:
    """Return the kind called so, else 未知."""
    named = {kind.name: kind for kind in kinds(connection)}
    return named.get(name) or named[UNKNOWN]


def concerned(connection: Connection, kind: Kind, spot: Spot, now: datetime) -> Concerned:
    """Find who is concerned by something of a kind at a spot."""
    unit_id = unit_of(connection, kind, spot)
    charged = people.in_charge_of(connection, unit_id, now) if unit_id else []
    of_line = people.in_charge_of_line(connection, kind.line, now) if kind.line else []
    deputies = _there(connection, people.in_charge_of(connection, unit_id, now, deputy=True) if unit_id else [], now)
    heads = _there(connection, people.people_with(connection, Role.HEAD, now, unit_id) if unit_id else [], now)
    responsible = next(iter([*charged, *of_line]), None)
    leader = _in_place_of(connection, responsible, deputies, now)
    return Concerned(
        unit_id=unit_id,
        leader=leader,
        deputies=_besides(deputies, leader),
        lines=_besides(_there(connection, of_line, now), leader),
        heads=_besides(heads, leader),
        duty=tuple(officers(connection, now, spot.on_campuses)),
        chiefs=tuple(people.people_with(connection, Role.CHIEF, now)),
        liaisons=tuple(_liaisons(connection, kind.departments, now)),
        away=responsible if leader != responsible else None,
    )


def concerned_by(connection: Connection, case: Case, kind: Kind, now: datetime) -> Concerned:
    """Find who is concerned by an incident as it stands; its leader stays who he is."""
    spot = Spot(case.campus, case.building)
    found = concerned(connection, kind, spot, now)
    leader = people.person(connection, case.leader_id, now) if case.leader_id else None
    if leader is None or leader == found.leader:
        return found
    return Concerned(
        found.unit_id,
        leader,
        _besides(found.deputies, leader),
        _besides(found.lines, leader),
        _besides(found.heads, leader),
        found.duty,
        found.chiefs,
        found.liaisons,
        found.away,
    )


def person(connection: Connection, person_id: int | None, now: datetime) -> Person | None:
    """Return somebody; None for nobody and for who has left."""
    return people.person(connection, person_id, now) if person_id else None


def reporter_of(connection: Connection, said: Report, now: datetime) -> tuple[str, str]:
    """Return who reported it and his telephone; a stranger by what he says, marked."""
    if said.name:
        return said.name, said.phone
    found = person(connection, said.person_id, now)
    return (found.name, found.phone) if found else (UNENROLLED, "")


def unit_of(connection: Connection, kind: Kind, spot: Spot) -> int | None:
    """Return the unit: who runs that system of the building, else the one that was named, else the kind's own."""
    return in_charge.unit_of(connection, spot, kind.system, spot.unit, kind.unit)


def _in_place_of(
    connection: Connection, responsible: Person | None, deputies: Sequence[Person], now: datetime
) -> Person | None:
    """Return who leads: who is responsible, else who acts for him, else his deputy; himself where nobody is left."""
    if responsible is None or not stand_ins.is_away(connection, responsible.id, now):
        return responsible
    there = [one for one in deputies if not stand_ins.is_away(connection, one.id, now)]
    return stand_ins.acting_for(connection, responsible.id, now) or next(iter(there), responsible)


def _there(connection: Connection, some: Iterable[Person], now: datetime) -> list[Person]:
    """Put who acts in the place of who is away, each once."""
    present = [stand_ins.acting_for(connection, one.id, now) or one for one in some]
    return list({one.id: one for one in present}.values())


def _liaisons(connection: Connection, departments: Iterable[str], now: datetime) -> Iterable[Person]:
    names = {unit.id: unit.names for unit in all_units(connection)}
    wanted = set(departments)
    for one in people.people_with(connection, Role.DEPARTMENT_LIAISON, now):
        if one.unit_id is not None and wanted & set(names.get(one.unit_id, ())):
            yield one


def _besides(some: Iterable[Person], leader: Person | None) -> tuple[Person, ...]:
    return tuple(one for one in some if leader is None or one.id != leader.id)
