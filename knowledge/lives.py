"""The rows of documents' lives: what each text says of itself, what the office set, and the history of both.

A life belongs to a file and a title, so that it outlives the document rows that every import makes anew. What the
office set goes before what the text says. The number of the newest line of the history tells every process that a life
changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, Column, Index, String, Table, UniqueConstraint, func, insert, select, update

from bot.store.database import RowId, UtcTime, insert_new, metadata
from knowledge.life import Standing
from knowledge.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

ADDED: Final = "added"
REVISED: Final = "revised"
SET: Final = "set"
#: Stands in `expires_on` where the office says that a document holds for good, whatever its text says.
FOR_GOOD: Final = date.max

document_lives = Table(
    "document_lives",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("file", String(400), nullable=False),
    Column("title", String(400), nullable=False),
    Column("read_from", String(64), nullable=False),
    Column("stated", JSON, nullable=False),
    Column("effective_on", String(10)),
    Column("expires_on", String(10)),
    Column("review_on", String(10)),
    Column("reviewer_id", RowId),
    Column("replaced_by", String(400)),
    Column("replaced_on", String(10)),
    Column("withdrawn_on", String(10)),
    Column("withdrawn_by", String(80)),
    UniqueConstraint("file", "title"),
)
document_history = Table(
    "document_history",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("what", String(20), nullable=False),
    Column("file", String(400), nullable=False),
    Column("title", String(400), nullable=False),
    Column("by", String(80), nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_document_history_at", "at"),
)
_DAYS: Final = ("effective_on", "expires_on", "review_on", "replaced_on", "withdrawn_on")
_SET: Final = (*_DAYS, "reviewer_id", "replaced_by", "withdrawn_by")

#: Which document a life belongs to: its file and its title.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Life:
    """One document's life. What is None was not set by the office; `stated` is what its text says."""

    file: str
    title: str
    read_from: str = ""
    stated: Stated = field(default_factory=Stated)
    effective_on: date | None = None
    expires_on: date | None = None
    review_on: date | None = None
    reviewer_id: int | None = None
    replaced_by: str | None = None
    replaced_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_by: str | None = None

    @property
    def key(self) -> Key:
        """The file and title it belongs to."""
        return self.file, self.title

    @property
    def standing(self) -> Standing:
        """How long the document holds, the office's word before the text's."""
        expires = self.expires_on or self.stated.expires
        return Standing(
            effective=self.effective_on or self.stated.effective,
            expires=None if expires == FOR_GOOD else expires,
            replaced_by=self.replaced_by or "",
            replaced_on=self.replaced_on,
            withdrawn_on=self.withdrawn_on,
        )


def lives(connection: Connection) -> dict[Key, Life]:
    """Return every life that was read or set."""
    return {(row.file, row.title): _life(row) for row in connection.execute(select(document_lives))}


def life_of(connection: Connection, key: Key) -> Life:
    """Return the life of one document, empty where nothing was read or set."""
    row = connection.execute(select(document_lives).where(_is(key))).first()
    return _life(row) if row else Life(*key)


def revision(connection: Connection) -> int:
    """Return the number of the newest change of any life, 0 before the first."""
    return connection.execute(select(func.max(document_history.c.id))).scalar() or 0


def note_stated(connection: Connection, key: Key, read_from: str, stated: Stated) -> None:
    """Keep what a text says of its life. read_from: the hash of the file it was read from."""
    _begin(connection, key)
    values = {"read_from": read_from, "stated": _written(stated)}
    connection.execute(update(document_lives).where(_is(key)).values(values))


def change(connection: Connection, key: Key, now: datetime, by: str, /, **values: Any) -> dict[str, Any]:
    """Set facts of a life (None clears one). Returns what they were before, to set them right again.

    values: columns of `document_lives`; days as `date`. by: who, as the history shows it.
    """
    before = life_of(connection, key)
    _begin(connection, key)
    connection.execute(update(document_lives).where(_is(key)).values({k: _cell(v) for k, v in values.items()}))
    note(connection, key, SET, now, by, {k: _cell(v) for k, v in values.items()})
    return {name: _cell(getattr(before, name)) for name in values}


def restored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `change` returned, kept as JSON meanwhile, as it takes it."""
    return {name: date.fromisoformat(one) if name in _DAYS and one else one for name, one in values.items()}


def note(
    connection: Connection, key: Key, what: str, now: datetime, by: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Write a line of the history; every process reads the lives anew after it."""
    values = {"at": now, "what": what, "file": key[0], "title": key[1], "by": by[:80], "detail": dict(detail or {})}
    connection.execute(insert(document_history).values(values))


def noted_between(connection: Connection, what: str, first: datetime, end: datetime) -> list[tuple[datetime, Key]]:
    """Return when which documents were added or revised, in order."""
    lines = document_history.c
    found = connection.execute(
        select(lines.at, lines.file, lines.title)
        .where(lines.what == what, lines.at >= first, lines.at < end)
        .order_by(lines.id)
    )
    return [(row.at, (row.file, row.title)) for row in found]


def last_revision(connection: Connection, key: Key) -> dict[str, Any] | None:
    """Return what the newest revision of a document changed: `lines`, how many (`count`) and a `clause`; else None."""
    lines = document_history.c
    found = connection.execute(
        select(lines.detail)
        .where(lines.what == REVISED, lines.file == key[0], lines.title == key[1])
        .order_by(lines.id.desc())
        .limit(1)
    ).scalar()
    return dict(found) if found is not None else None


def to_review(connection: Connection, until: date) -> list[Life]:
    """Return the lives whose review is due on or before a day, the earliest first."""
    column = document_lives.c.review_on
    rows = connection.execute(
        select(document_lives)
        .where(column.is_not(None), column <= until.isoformat())
        .order_by(column, document_lives.c.title)
    )
    return [_life(row) for row in rows]


def _begin(connection: Connection, key: Key) -> None:
    blank = {"file": key[0], "title": key[1], "read_from": "", "stated": _written(Stated())}
    insert_new(connection, document_lives, [blank], unique=["file", "title"])


def _is(key: Key) -> Any:
    return (document_lives.c.file == key[0]) & (document_lives.c.title == key[1])


def _life(row: Any) -> Life:
    values = {name: getattr(row, name) for name in _SET}
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    return Life(row.file, row.title, row.read_from, _read(row.stated), **{**values, **days})


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _written(stated: Stated) -> dict[str, Any]:
    return {
        "effective": _cell(stated.effective),
        "expires": _cell(stated.expires),
        "ends": list(stated.ends),
        "is_void": stated.is_void,
    }


def _read(stated: Mapping[str, Any]) -> Stated:
    days: Iterable[str | None] = (stated.get("effective"), stated.get("expires"))
    effective, expires = (date.fromisoformat(day) if day else None for day in days)
    return Stated(effective, expires, tuple(stated.get("ends", ())), bool(stated.get("is_void")))
