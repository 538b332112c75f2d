"""How rows of the sheet 人员 become people: newcomers all at once, the others only where something changed.

Two thousand people must not keep the one writer busy for seconds: newcomers are four statements together, and a changed
telephone number is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.rights import ROLE_NAMES, Role
from bot.store.accounts import Account, Owner, accounts, enrol, strangers
from bot.store.dated import change_to
from bot.store.people import persons
from bot.store.posts import levels, posts, role_rows
from bot.store.sheets.cells import parts
from bot.store.sheets.organisation import number
from bot.store.sheets.platform_accounts import PLATFORM_HEADINGS, write_accounts
from bot.store.sheets.sheet import Change, Context, Record
from bot.store.units import units

#: Roles that reach as far as the person's own unit; the others of the sheet reach everywhere.
IN_UNIT = (Role.HEAD, Role.TEAM_LEADER)
EVERYWHERE = (
    Role.ADMIN,
    Role.CHIEF,
    Role.ORGANISER,
    Role.DUTY,
    Role.DISCIPLINE,
    Role.ACTIVITY_LIAISON,
    Role.DEPARTMENT_LIAISON,
)
ROLES = {ROLE_NAMES[role]: role for role in (*EVERYWHERE, *IN_UNIT)}

PLATFORMS = tuple(platform for platform, _ in PLATFORM_HEADINGS)


def write(connection: Connection, changes: Sequence[Change], context: Context) -> None:
    """Make the changes, in the caller's transaction."""
    known = set(connection.execute(select(persons.c.number)).scalars())
    ids = _Ids(_ids(connection, units), _ids(connection, levels))
    newcomers = [change.after for change in changes if change.after is not None and change.after["number"] not in known]
    _enrol_newcomers(connection, newcomers, ids, context)
    for change in changes:
        if change.after is None:
            _drop(connection, change, context)
        elif change.after["number"] in known:
            _put(connection, change.before or {}, change.after, ids, context)


@dataclass(frozen=True, slots=True)
class _Ids:
    """Row ids of what a record names."""

    units: Mapping[str, int]
    levels: Mapping[str, int]

    def person(self, record: Record, context: Context) -> dict[str, Any]:
        """Return the person's own columns, but for the number."""
        return {
            "name": record["name"],
            "salutation": record["salutation"],
            "sort_no": number(record["sort_no"]),
            "phone": record["phone"],
            "unit_id": self.units.get(record["unit"]),
            "left_at": context.moment_after(record["left"]) if record["left"] else None,
        }

    def posts(self, person_id: int, record: Record) -> list[dict[str, Any]]:
        """Return the posts a record gives its person."""
        row = {
            "person_id": person_id,
            "unit_id": self.units.get(record["unit"]),
            "branch_id": None,
            "level_id": self.levels.get(record["level"]),
        }
        return [{**row, "title": title} for title in parts(record["title"])]

    def roles(self, person_id: int, record: Record) -> list[dict[str, Any]]:
        """Return the roles a record gives its person."""
        unit_id = self.units.get(record["unit"])
        given = [ROLES[name] for name in parts(record["roles"])]
        return [
            {
                "person_id": person_id,
                "role": role.value,
                "unit_id": unit_id if role in IN_UNIT else None,
                "branch_id": None,
            }
            for role in given
        ]


def _enrol_newcomers(connection: Connection, records: Sequence[Record], ids: _Ids, context: Context) -> None:
    rows = [{"number": record["number"], **ids.person(record, context)} for record in records]
    _insert(connection, persons, rows)
    numbered = connection.execute(select(persons.c.number, persons.c.id)).all()
    person_ids: dict[str, int] = {row.number: row.id for row in numbered}
    held: list[dict[str, Any]] = []
    at_work: list[dict[str, Any]] = []
    bound: list[tuple[Account, int]] = []
    for record in records:
        person_id = person_ids[record["number"]]
        at_work += [{**row, "since": context.now} for row in ids.posts(person_id, record)]
        held += [{**row, "since": context.now} for row in ids.roles(person_id, record)]
        bound += [(Account(platform, record[platform]), person_id) for platform in PLATFORMS if record[platform]]
    _insert(connection, posts, at_work)
    _insert(connection, role_rows, held)
    _bind(connection, bound, context)


def _bind(connection: Connection, bound: Sequence[tuple[Account, int]], context: Context) -> None:
    """Bind accounts to newcomers: at once where nobody has them or wrote from them, else one by one."""
    active = accounts.c.until.is_(None)
    seen = {
        Account(*row)
        for row in (
            *connection.execute(select(accounts.c.platform, accounts.c.account).where(active)),
            *connection.execute(select(strangers.c.platform, strangers.c.account)),
        )
    }
    fresh = [
        {"platform": one.platform, "account": one.account, "person_id": person_id, "since": context.now}
        for one, person_id in bound
        if one not in seen
    ]
    _insert(connection, accounts, fresh)
    for one, person_id in bound:
        if one in seen:
            enrol(connection, one, Owner(person_id=person_id), context.now)


def _put(connection: Connection, before: Record, after: Record, ids: _Ids, context: Context) -> None:
    def changed(*keys: str) -> bool:
        return any(before.get(key) != after[key] for key in keys)

    me = persons.c.number == after["number"]
    row = connection.execute(select(persons.c.id, persons.c.unit_id).where(me)).one()
    values = ids.person(after, context)
    if not changed("left"):
        del values["left_at"]  # to the second, not to the day
    connection.execute(update(persons).where(me).values(**values))
    if changed(*PLATFORMS):
        write_accounts(connection, after, Owner(person_id=row.id), context)
    places = [place for place in (values["unit_id"], row.unit_id) if place is not None]
    if changed("unit", "title", "level"):
        among = (posts.c.person_id == row.id) & posts.c.unit_id.in_(places)
        change_to(connection, posts, among, ids.posts(row.id, after), context.now)
    if changed("unit", "roles"):
        among = (role_rows.c.person_id == row.id) & _roles_of_the_sheet(places)
        change_to(connection, role_rows, among, ids.roles(row.id, after), context.now)


def _roles_of_the_sheet(places: Sequence[int]) -> ColumnElement[bool]:
    everywhere = role_rows.c.unit_id.is_(None) & role_rows.c.role.in_([role.value for role in EVERYWHERE])
    in_unit = role_rows.c.unit_id.in_(places) & role_rows.c.role.in_([role.value for role in IN_UNIT])
    return role_rows.c.branch_id.is_(None) & (everywhere | in_unit)


def _drop(connection: Connection, change: Change, context: Context) -> None:
    me = persons.c.number == (change.before or {})["number"]
    if not (change.erase and _erase(connection, me)):
        connection.execute(update(persons).where(me).values(left_at=context.now))


def _erase(connection: Connection, me: ColumnElement[bool]) -> bool:
    """Delete a person no other table refers to; returns whether that was possible."""
    person_id = connection.execute(select(persons.c.id).where(me)).scalar()
    try:
        with connection.begin_nested():
            for table in (accounts, posts, role_rows):
                connection.execute(delete(table).where(table.c.person_id == person_id))
            connection.execute(delete(persons).where(me))
    except IntegrityError:
        return False
    return True


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _ids(connection: Connection, table: Table) -> dict[str, int]:
    rows: Iterable[Any] = connection.execute(select(table.c.name, table.c.id)).all()
    return {row.name: row.id for row in rows}
