"""Who is meant by the words for an owner: a person, or the unit whose head he is; several are asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Act, Concern, Role, may_concerning, may_somewhere
from bot.store import people, units
from bot.store.names import fold
from bot.store.people import Person
from bot.store.units import Unit
from scheduler import stead
from scheduler.audience import who_is

MYSELF = frozenset({"我", "我自己", "自己", "本人"})
SHORTEST = 3  # signs of a name some of which are left out
SPARE = 4  # signs that may stand beside a unit's name: 物业那边, 维修中心负责人


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom some words mean. unit: the unit that was named, or the person's own."""

    people: tuple[Person, ...] = ()
    unit_id: int | None = None

    @property
    def one(self) -> Person | None:
        """The only one, None where there is none or several."""
        return self.people[0] if len(self.people) == 1 else None


def meant(connection: Connection, said: str, now: datetime, sender: Person | None = None) -> Meant:
    """Return whom the words for an owner mean; of a unit its head, else the leader in charge of it."""
    plain = said.strip().removeprefix("由").removeprefix("请").removeprefix("@")
    if not plain:
        return Meant()
    if sender is not None and plain in MYSELF:
        return Meant((sender,), sender.unit_id)
    found = who_is(connection, plain, now, sender)
    if found:
        return Meant(tuple(found), found[0].unit_id)
    unit = _unit(connection, plain)
    if unit is None:
        return Meant()
    return Meant(tuple(_running(connection, unit, now) or people.in_charge_of(connection, unit.id, now)), unit.id)


def _running(connection: Connection, unit: Unit, now: datetime) -> list[Person]:
    """Return who runs a unit: its head, a team's leader, else the head of the unit above; not of the whole house."""
    for role in (Role.HEAD, Role.TEAM_LEADER):
        found = [one for one in people.people_with(connection, role, now) if one.unit_id == unit.id]
        if found:
            return found
    above = next((one for one in units.all_units(connection) if one.id == unit.parent_id), None)
    return _running(connection, above, now) if above is not None else []


def each_of(connection: Connection, said: str, now: datetime, sender: Person | None = None) -> list[Person]:
    """Return one owner for each unit that 各中心 or 三个中心 takes in: its head."""
    wanted = next((end for end in ("中心", "科", "部门", "单位") if said.endswith(end)), "")
    heads = people.people_with(connection, Role.HEAD, now)
    named = {one.id: one for one in units.all_units(connection)}
    is_any = wanted in ("部门", "单位", "")
    chosen = [one for one in heads if one.unit_id in named and (is_any or wanted in named[one.unit_id].name)]
    if sender is None or not chosen:
        return chosen
    return [one for one in chosen if may_assign(sender, one, connection, now)]


def may_assign(sender: Person, owner: Person, connection: Connection, now: datetime) -> bool:
    """Whether somebody may give a task to a person, himself or in the name of whoever he speaks for."""
    return any(
        may_concerning(one.id, one.held, Act.ASSIGN, Concern(owner.id, owner.unit_id))
        for one in (sender, *stead.speaks_for(connection, sender.id, now))
    )


def may_assign_at_all(sender: Person, connection: Connection, now: datetime) -> bool:
    """Whether somebody may give tasks to anybody."""
    speaking = (sender, *stead.speaks_for(connection, sender.id, now))
    return any(may_somewhere(one.held, Act.ASSIGN) for one in speaking)


def assigner_of(sender: Person, owner: Person, connection: Connection, now: datetime) -> Person:
    """Return in whose name a task is given: the sender's own where he may, else his for whom he speaks."""
    if may_concerning(sender.id, sender.held, Act.ASSIGN, Concern(owner.id, owner.unit_id)):
        return sender
    speaking = stead.speaks_for(connection, sender.id, now)
    able = (one for one in speaking if may_concerning(one.id, one.held, Act.ASSIGN, Concern(owner.id, owner.unit_id)))
    return next(able, sender)


def _unit(connection: Connection, said: str) -> Unit | None:
    found = units.find_unit(connection, said)
    if found is not None:
        longest = max(len(fold(name)) for name in found.names if fold(name) in fold(said))
        return found if len(fold(said)) - longest <= SPARE else None
    for is_like in (str.startswith, _is_short_for):
        begun = [
            one for one in units.all_units(connection) if any(is_like(fold(name), fold(said)) for name in one.names)
        ]
        if len(begun) == 1 and len(said) > 1:
            return begun[0]
    return None


def _is_short_for(name: str, said: str) -> bool:
    """Whether somebody leaves signs out of a name: 交通部 for 交通运输部."""
    left = iter(name)
    return len(said) >= SHORTEST and name[:1] == said[:1] and all(sign in left for sign in said)
