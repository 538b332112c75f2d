"""Reviewed pairs as rows. Who may not see a pair never has it among those that are searched."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, ColumnElement, Connection, String, Table, insert, or_, select, update

from bot.store.database import RowId, UtcTime, metadata
from knowledge.document import PUBLIC
from knowledge.lives import document_lives
from knowledge.reviewed import ACTIVE, LONGEST_ANSWER, LONGEST_QUESTION, Pair
from knowledge.rows import SHELVED, documents

LONGEST_BASIS: Final = 200
LONGEST_NAME: Final = 40
_TITLE: Final = re.compile(r"《([^》]{2,100})》")

reviewed_pairs = Table(
    "reviewed_pairs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("question", String(LONGEST_QUESTION), nullable=False),
    Column("others", JSON, nullable=False),
    Column("answer", String(LONGEST_ANSWER), nullable=False),
    Column("basis", String(LONGEST_BASIS), nullable=False, server_default=""),
    Column("file", String(400), nullable=False, server_default=""),
    Column("sha256", String(64), nullable=False, server_default=""),
    Column("scope", String(20), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("approved_by", String(LONGEST_NAME), nullable=False, server_default=""),
    Column("approved_id", RowId),
    Column("approved_at", UtcTime),
    Column("valid_until", UtcTime),
    Column("made_at", UtcTime, nullable=False),
)
_COLUMNS = tuple(reviewed_pairs.c[one.name] for one in fields(Pair))


def searched(connection: Connection, now: datetime, *, public_only: bool) -> list[Pair]:
    """Return the pairs that may answer now: active, in their time, what they rest on unchanged."""
    c = reviewed_pairs.c
    condition = (c.state == ACTIVE) & or_(c.valid_until.is_(None), c.valid_until > now) & ~_moved()
    if public_only:
        condition &= c.scope == PUBLIC
    return _read(connection, condition)


def in_states(connection: Connection, *states: str) -> list[Pair]:
    """Return the pairs in some states, the oldest first."""
    return _read(connection, reviewed_pairs.c.state.in_(states))


def find(connection: Connection, pair_id: int) -> Pair | None:
    """Return a pair by its row."""
    return next(iter(_read(connection, reviewed_pairs.c.id == pair_id)), None)


def out_of_date(connection: Connection, now: datetime) -> list[Pair]:
    """Return the active pairs whose time is over or whose document was changed or withdrawn."""
    c = reviewed_pairs.c
    return _read(connection, (c.state == ACTIVE) & (or_(c.valid_until <= now, _moved())))


def add(connection: Connection, **values: Any) -> int:
    """Write a pair down; the document its 依据 names is kept with it. Returns its row."""
    values |= dict(zip(("file", "sha256"), document_of(connection, values.get("basis", "")), strict=True))
    return int(connection.execute(insert(reviewed_pairs).values(**values).returning(reviewed_pairs.c.id)).scalar_one())


def change(connection: Connection, pair_id: int, **values: Any) -> None:
    """Change columns of a pair; with its basis the document goes along."""
    if "basis" in values:
        values |= dict(zip(("file", "sha256"), document_of(connection, values["basis"]), strict=True))
    connection.execute(update(reviewed_pairs).where(reviewed_pairs.c.id == pair_id).values(**values))


def document_of(connection: Connection, basis: str) -> tuple[str, str]:
    """Return (file, hash) of the document on the shelf that a basis names, empty where none is."""
    for title in _TITLE.findall(basis):
        named = (documents.c.state == SHELVED) & documents.c.title.contains(title, autoescape=True)
        row = connection.execute(
            select(documents.c.file, documents.c.sha256).where(named).order_by(documents.c.id)
        ).first()
        if row:
            return row.file, row.sha256
    return "", ""


def _moved() -> ColumnElement[bool]:
    """Build the condition that the document a pair rests on was changed, withdrawn or replaced since."""
    c = reviewed_pairs.c
    stands = select(documents.c.id).where(
        documents.c.state == SHELVED, documents.c.file == c.file, documents.c.sha256 == c.sha256
    )
    gone = select(document_lives.c.id).where(
        document_lives.c.file == c.file,
        or_(document_lives.c.withdrawn_on.is_not(None), document_lives.c.replaced_by.is_not(None)),
    )
    return (c.file != "") & or_(~stands.exists(), gone.exists())


def _read(connection: Connection, which: ColumnElement[bool]) -> list[Pair]:
    rows = connection.execute(select(*_COLUMNS).where(which).order_by(reviewed_pairs.c.id)).mappings()
    return [Pair(**(dict(row) | {"others": tuple(row["others"])})) for row in rows]
