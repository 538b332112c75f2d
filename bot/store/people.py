"""People: who somebody is, what he may do, and who holds a role, is in charge, or is called so.

A person need not have an account; several may have the same name; who has left is nobody any more, but his rows stay.
Lists of people are always in the order of `in_order`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    bindparam,
    insert,
    or_,
    select,
)

from bot.rights import Held, Role
from bot.store import accounts as account_rows
from bot.store.database import RowId, UtcTime, metadata
from bot.store.dated import holds
from bot.store.names import by_strokes, fold, surname
from bot.store.places import Place, shared_places
from bot.store.posts import Post, charges, charges_at, posts_at, role_rows
from bot.store.units import Branch, Unit, above, all_branches, all_units, below

persons = Table(
    "persons",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("number", String(30), nullable=False, unique=True),
    Column("name", String(40), nullable=False),
    Column("salutation", String(20), nullable=False, server_default=""),
    Column("sort_no", Integer),
    Column("phone", String(30), nullable=False, server_default=""),
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("left_at", UtcTime),
    Index("ix_persons_name", "name"),
)


_everybody = select(persons).where(or_(persons.c.left_at.is_(None), persons.c.left_at > bindparam("now")))
_some = _everybody.where(persons.c.id.in_(bindparam("ids", expanding=True)))
_roles = select(role_rows.c.person_id, role_rows.c.role, role_rows.c.unit_id, role_rows.c.branch_id).where(
    holds(role_rows, bindparam("now"))
)
_roles_of_some = _roles.where(role_rows.c.person_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody enrolled.

    number: 工号, unique. salutation: 称呼 as people say it (王部长), empty where none is given.
    sort_no: 排序号, None sorts last. held: roles with their reach; `roles` without it.
    """

    id: int
    number: str
    name: str
    salutation: str = ""
    sort_no: int | None = None
    phone: str = field(default="", repr=False)
    unit_id: int | None = None
    held: frozenset[Held] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles without their reach."""
        return frozenset(one.role for one in self.held)

    @property
    def called(self) -> str:
        """Return how to address this person."""
        return self.salutation or self.name


def who(connection: Connection, platform: str, account: str, now: datetime) -> Person | Place | None:
    """Return whose account that is at `now`: a person, a shared place, or None for a stranger or one who has left."""
    owner = account_rows.owner_of(connection, platform, account, now)
    if owner is None:
        return None
    if owner.person_id is not None:
        return person(connection, owner.person_id, now)
    row = connection.execute(select(shared_places).where(shared_places.c.id == owner.place_id)).first()
    return Place(row.id, row.name, row.unit_id, Role(row.role) if row.role else None) if row else None


def person(connection: Connection, person_id: int, now: datetime) -> Person | None:
    """Return somebody by row id; None where he has left."""
    return next(iter(people(connection, now, [person_id])), None)


def people(connection: Connection, now: datetime, ids: Iterable[int] | None = None) -> list[Person]:
    """Return those of `ids` (default: everybody) who have not left at `now`, in order."""
    wanted = None if ids is None else list(ids)
    if wanted == []:
        return []
    if wanted is None:
        rows = connection.execute(_everybody, {"now": now}).all()
    else:
        rows = connection.execute(_some, {"now": now, "ids": wanted}).all()
    held = _held(connection, now, wanted)
    return in_order(_person(row, held.get(row.id, frozenset())) for row in rows)


def in_order(given: Iterable[Person]) -> list[Person]:
    """Sort people as the office lists them: by 排序号, those without one last, equal ones by 姓氏笔画."""
    return sorted(given, key=lambda one: (one.sort_no is None, one.sort_no or 0, by_strokes(one.name), one.id))


def people_with(connection: Connection, role: Role, now: datetime, unit_id: int | None = None) -> list[Person]:
    """Return who holds `role` at `now`, in order; with `unit_id` only those whose role reaches that unit."""
    if role is Role.IN_CHARGE:
        ids = select(charges.c.person_id).where(holds(charges, now))
    elif role is Role.STAFF:
        ids = select(persons.c.id)
    else:
        ids = select(role_rows.c.person_id).where(role_rows.c.role == role.value, holds(role_rows, now))
    found = people(connection, now, connection.execute(ids.distinct()).scalars())
    return [one for one in found if any(_reaches(held, role, unit_id) for held in one.held)]


def in_charge_of(connection: Connection, unit_id: int, now: datetime, *, deputy: bool = False) -> list[Person]:
    """Return the leaders in charge of a unit (with `deputy`: the 协管), of the nearest unit above it that has any."""
    charged = [charge for charge in charges_at(connection, now) if charge.deputy is deputy]
    for here in above(unit_id, all_units(connection)):
        found = people(connection, now, [charge.person_id for charge in charged if charge.unit_id == here])
        if found:
            return found
    return []


def in_charge_of_line(connection: Connection, line: str, now: datetime, *, deputy: bool = False) -> list[Person]:
    """Return the leaders in charge of a line such as 安全."""
    charged = charges_at(connection, now)
    return people(connection, now, [one.person_id for one in charged if one.line == line and one.deputy is deputy])


def by_name(connection: Connection, text: str, now: datetime) -> list[Person]:
    """Return everybody `text` may mean: 工号, name, 称呼, unit and post (维修中心主任), surname and post (孙主任)."""
    said = fold(text)
    exact = connection.execute(
        select(persons.c.id).where(or_(persons.c.number == text.strip(), persons.c.name == text.strip()))
    ).scalars()
    found = people(connection, now, exact)
    if found or not said:
        return found
    everybody = people(connection, now)
    called = [one for one in everybody if said in (fold(one.name), fold(one.number), fold(one.salutation))]
    return called or _by_post(connection, said, everybody, now)


def by_number(connection: Connection, number: str, now: datetime) -> Person | None:
    """Return who has this 工号, whatever the case and width of its signs; None where nobody has, or he has left."""
    said = fold(number)
    rows = connection.execute(select(persons.c.id, persons.c.number)).all()
    return next(iter(people(connection, now, [row.id for row in rows if fold(row.number) == said])), None)


def add_person(connection: Connection, number: str, name: str) -> int:
    """Enrol somebody with 工号 and name only, the rest to come; returns the row id."""
    row = insert(persons).values(number=number, name=name).returning(persons.c.id)
    return int(connection.execute(row).scalar_one())


def _by_post(connection: Connection, said: str, everybody: Sequence[Person], now: datetime) -> list[Person]:
    names: dict[int | None, tuple[str, ...]] = {unit.id: unit.names for unit in all_units(connection)}
    branch_names: dict[int | None, tuple[str, ...]] = {one.id: one.names for one in all_branches(connection)}
    held: dict[int, list[Post]] = defaultdict(list)
    for post in posts_at(connection, now):
        held[post.person_id].append(post)
    exact, polite = [], []
    for one in everybody:
        for post in held[one.id]:
            heads = (*names.get(post.unit_id, ()), *branch_names.get(post.branch_id, ()), surname(one.name))
            if said in {fold(head + post.title) for head in heads}:
                exact.append(one)
            elif said in {fold(head + post.title.replace("副", "", 1)) for head in heads}:
                polite.append(one)  # 王部长 for a 副部长
    return in_order(set(exact or polite))


def _reaches(held: Held, role: Role, unit_id: int | None) -> bool:
    return held.role is role and (unit_id is None or held.everywhere or unit_id in held.units)


def _person(row: Row[tuple[object, ...]], held: frozenset[Held]) -> Person:
    if all(one.role is not Role.DEPARTMENT_LIAISON for one in held):
        held |= {Held(Role.STAFF)}
    return Person(row.id, row.number, row.name, row.salutation, row.sort_no, row.phone, row.unit_id, held)


def _held(connection: Connection, now: datetime, ids: Sequence[int] | None) -> dict[int, frozenset[Held]]:
    """Read the roles of `ids` (default: everybody): the rows, what follows from 分管, and STAFF."""
    reach = _Reach(connection)
    found: dict[int, set[Held]] = defaultdict(set)
    theirs = (_roles, {"now": now}) if ids is None else (_roles_of_some, {"now": now, "ids": ids})
    for row in connection.execute(*theirs).all():
        found[row.person_id].add(reach.held(Role(row.role), row.unit_id, row.branch_id))
    in_charge: dict[int, set[int]] = defaultdict(set)
    for charge in charges_at(connection, now, ids):
        in_charge[charge.person_id] |= reach.units(charge.unit_id)
    for person_id, units in in_charge.items():
        found[person_id].add(Held(Role.IN_CHARGE, everywhere=False, units=frozenset(units)))
    return {person_id: frozenset(roles) for person_id, roles in found.items()}


class _Reach:
    """How far a scope reaches; each tree is read once, and only when a scope is met."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _units(self) -> list[Unit]:
        return all_units(self._connection)

    @cached_property
    def _branches(self) -> list[Branch]:
        return all_branches(self._connection)

    def held(self, role: Role, unit_id: int | None, branch_id: int | None) -> Held:
        if unit_id is None and branch_id is None:
            return Held(role)
        branches = frozenset[int]() if branch_id is None else below(branch_id, self._branches)
        return Held(role, everywhere=False, units=self.units(unit_id), branches=branches)

    def units(self, unit_id: int | None) -> frozenset[int]:
        return frozenset() if unit_id is None else below(unit_id, self._units)
