"""The office's own words: lines it added to those the program brings, and those of them it changed or switched off.

Only what differs from the program's list is kept, so that an upgrade's new lines reach an office that has changed one.
A line is told from others by its office words, in their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Boolean, Column, Table, delete, insert, select, update

from bot.store.database import RowId, insert_new, metadata
from knowledge.rows import edition
from knowledge.thesaurus import SHIPPED, Line, Thesaurus, shipped_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

_SHELF, _WORDS = 1, 2  # rows of `edition`

thesaurus_lines = Table(
    "thesaurus_lines",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("office", JSON, nullable=False),
    Column("said", JSON, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("is_gone", Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as the office sees it. is_on: questions are read by it. is_own: the program does not bring it."""

    line: Line
    is_on: bool = True
    is_own: bool = False


Lines = dict[tuple[str, ...], Kept]


def lines_of(connection: Connection) -> Lines:
    """Return every line by its office words: the program's in their order, then the office's own."""
    found: Lines = {line.office: Kept(line) for line in shipped_lines()}
    for row in connection.execute(select(thesaurus_lines).order_by(thesaurus_lines.c.id)):
        office = tuple(row.office)
        is_own = office not in found
        if row.is_gone:
            found.pop(office, None)
        else:
            found[office] = Kept(Line(tuple(row.said), office), row.is_on, is_own)
    return found


def keep(connection: Connection, changed: Mapping[tuple[str, ...], Kept | None], now: datetime) -> None:
    """Put lines in the place of those with the same office words, None for none; every process sees it soon."""
    shipped = {line.office: line for line in shipped_lines()}
    rows = connection.execute(select(thesaurus_lines.c.id, thesaurus_lines.c.office)).all()
    stale = [row.id for row in rows if tuple(row.office) in changed]
    for some in (stale[at : at + 500] for at in range(0, len(stale), 500)):
        connection.execute(delete(thesaurus_lines).where(thesaurus_lines.c.id.in_(some)))
    differing = [
        _row(office, kept)
        for office, kept in changed.items()
        if (kept is not None or office in shipped) and kept != Kept(shipped.get(office, Line((), ())))
    ]
    if differing:
        connection.execute(insert(thesaurus_lines), differing)
    insert_new(connection, edition, [{"id": _WORDS, "number": 0}], unique=["id"])
    turned = update(edition).where(edition.c.id == _WORDS)
    connection.execute(turned.values(number=edition.c.number + 1, made_at=now))


def _row(office: Sequence[str], kept: Kept | None) -> dict[str, object]:
    said = list(kept.line.said) if kept else []
    return {"office": list(office), "said": said, "is_on": bool(kept and kept.is_on), "is_gone": kept is None}


def current(connection: Connection) -> tuple[int, int]:
    """Return the numbers of the shelf's edition and of the words', 0 before the first change of either."""
    rows = connection.execute(select(edition.c.id, edition.c.number))
    numbers = {row.id: row.number for row in rows}
    return numbers.get(_SHELF, 0), numbers.get(_WORDS, 0)


def thesaurus_of(connection: Connection) -> Thesaurus:
    """Return the words of a store as they hold now; the program's alone where the office has changed nothing."""
    if connection.execute(select(thesaurus_lines.c.id).limit(1)).first() is None:
        return SHIPPED
    lines = [kept.line for kept in lines_of(connection).values() if kept.is_on]
    return Thesaurus(lambda: lines)
