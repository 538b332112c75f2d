"""What may happen, 突发事件类型: how people say it, what to do first, who is told, how grave it is.

The defaults stand in `kinds.csv`. A kind the office has a row of is as its row says; of any other the default holds,
so that no kind is ever without words and advice. Advice nobody has approved by name is a default like any other.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, Row, String, Table, select

from bot.store.database import RowId, UtcTime, metadata

UNKNOWN = "未知"
LONGEST_ADVICE = 60

incident_kinds = Table(
    "incident_kinds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(20), nullable=False, unique=True),
    Column("words", JSON, nullable=False),
    Column("advice", String(LONGEST_ADVICE), nullable=False),
    Column("departments", JSON, nullable=False),
    Column("grade", Integer, nullable=False),
    Column("line", String(20), nullable=False, server_default=""),
    Column("system", String(10), nullable=False, server_default=""),
    Column("unit", String(80), nullable=False, server_default=""),
    Column("few_only", Boolean, nullable=False),
    Column("approved_by", String(40), nullable=False, server_default=""),
    Column("approved_at", UtcTime),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of incident.

    words: plain words; in them `…` stands for a few signs and 几 for any number above one.
    advice: the first thing the reporter is told, at most 60 signs. departments: outside the department, to be informed.
    grade: 1 一般, 2 较大, 3 重大, what it is opened as. line: the 分管 line that is told as well. system: of a
    building's systems, the one it concerns. unit: name or alias of who looks after it where no building says so.
    few_only: only the leader, the chief and the departments' liaisons know of it. approved_by: empty for a default.
    """

    name: str
    words: tuple[str, ...]
    advice: str
    departments: tuple[str, ...]
    grade: int
    line: str = ""
    system: str = ""
    unit: str = ""
    few_only: bool = False
    approved_by: str = ""
    approved_at: datetime | None = None


def kinds(connection: Connection) -> tuple[Kind, ...]:
    """Return every kind as it holds: the defaults in their order, the office's rows over them, its own kinds last."""
    own = {row.name: _kind_of(row) for row in connection.execute(select(incident_kinds).order_by(incident_kinds.c.id))}
    known = {kind.name for kind in defaults()}
    added = tuple(kind for name, kind in own.items() if name not in known)
    return (*(own.get(kind.name, kind) for kind in defaults()), *added)


@functools.cache
def defaults() -> tuple[Kind, ...]:
    """Return the kinds the package brings, those first that win where a text speaks of several."""
    text = resources.files("handlers.incident").joinpath("kinds.csv").read_text(encoding="utf-8")
    return tuple(_kinds_in(text))


def unapproved(connection: Connection) -> list[str]:
    """Return the names of the kinds whose advice nobody has approved."""
    return [kind.name for kind in kinds(connection) if not kind.approved_by]


def _kinds_in(text: str) -> Iterator[Kind]:
    for line in csv.DictReader(text.splitlines()):
        yield Kind(
            name=line["name"],
            words=_parts(line["words"]),
            advice=line["advice"],
            departments=_parts(line["departments"]),
            grade=int(line["grade"]),
            line=line["line"],
            system=line["system"],
            unit=line["unit"],
            few_only=line["few_only"] == "是",
        )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("、")))


def _kind_of(row: Row[tuple[object, ...]]) -> Kind:
    return Kind(
        name=row.name,
        words=tuple(row.words),
        advice=row.advice,
        departments=tuple(row.departments),
        grade=row.grade,
        line=row.line,
        system=row.system,
        unit=row.unit,
        few_only=row.few_only,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )
