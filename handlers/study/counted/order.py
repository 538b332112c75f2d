"""Names in office order, also of those who have left: a ledger names everybody who was on a roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, select

from bot.store.people import Person, in_order, persons


def in_office_order(connection: Connection, person_ids: Iterable[int]) -> list[int]:
    """Sort people as the office lists them."""
    return [one.id for one in _known(connection, person_ids)]


def named_in_order(connection: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of some people in office order; who shares a name has his 工号 beside it."""
    known = _known(connection, person_ids)
    often = Counter(one.name for one in known)
    return {one.id: f"{one.name}（{one.number}）" if often[one.name] > 1 else one.name for one in known}


def _known(connection: Connection, person_ids: Iterable[int]) -> list[Person]:
    wanted = set(person_ids)
    rows = connection.execute(select(persons.c.id, persons.c.number, persons.c.name, persons.c.sort_no)).all()
    return in_order(Person(row.id, row.number, row.name, sort_no=row.sort_no) for row in rows if row.id in wanted)
