"""The shelf's tables: documents, their passages, which edition is current, and questions nobody could answer.

A document is `staged` while an import prepares it, `shelved` when queries see it, `removed` until its rows are swept.
`edition` is one row: its number moves by one with every change of what queries see, and names the index file of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, delete, func, insert, select, update

from bot.errors import RowMoved
from bot.store.database import RowId, UtcTime, insert_new, metadata
from knowledge.document import PUBLIC, Document, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

STAGED: Final = "staged"
SHELVED: Final = "shelved"
REMOVED: Final = "removed"

documents = Table(
    "documents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("file", String(400), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("batch", String(32), nullable=False),
    Column("title", String(400), nullable=False),
    Column("issuer", String(200)),
    Column("number", String(100)),
    Column("date", String(10)),
    Column("scope", String(20), nullable=False),
    Column("imported_at", UtcTime, nullable=False),
    Index(None, "state", "file"),
)
passages = Table(
    "passages",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("clause", String(200), nullable=False),
    Column("heading", String(1000), nullable=False),
    Column("text", Text, nullable=False),
)
edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("index_file", String(100), nullable=False),
    Column("made_at", UtcTime),
)
unanswered = Table(
    "unanswered_questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("text", String(300), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Edition:
    """What queries see: `number` 0 and no index file before the first import."""

    number: int
    index_file: str


def current_edition(connection: Connection) -> Edition:
    """Return the edition queries see."""
    row = connection.execute(select(edition.c.number, edition.c.index_file).where(edition.c.id == 1)).first()
    return Edition(row.number, row.index_file) if row else Edition(0, "")


def turn_edition(connection: Connection, seen: Edition, index_file: str, now: datetime) -> None:
    """Make the next edition the current one. Errors: RowMoved when somebody else did since `seen` was read."""
    insert_new(connection, edition, [{"id": 1, "number": 0, "index_file": ""}], unique=["id"])
    moved = connection.execute(
        update(edition)
        .where(edition.c.id == 1, edition.c.number == seen.number)
        .values(number=seen.number + 1, index_file=index_file, made_at=now)
    )
    if moved.rowcount != 1:
        raise RowMoved("another import changed the shelf meanwhile: run the import once more")


def shelved_files(connection: Connection) -> dict[str, str]:
    """Return file → hash of what is on the shelf."""
    rows = connection.execute(select(documents.c.file, documents.c.sha256).where(documents.c.state == SHELVED))
    return {row.file: row.sha256 for row in rows}


def stage_document(connection: Connection, document: Document, sha256: str, batch: str, now: datetime) -> int:
    """Write one document, invisible to queries; return its row."""
    values = {
        "file": document.file,
        "sha256": sha256,
        "state": STAGED,
        "batch": batch,
        "title": document.title[:400],
        "issuer": document.issuer,
        "number": document.number,
        "date": document.date,
        "scope": document.scope,
        "imported_at": now,
    }
    row: int = connection.execute(insert(documents).values(values).returning(documents.c.id)).scalar_one()
    return row


def stage_passages(connection: Connection, document: int, parts: Sequence[Passage], first: int) -> None:
    """Write passages of a staged document; `first` is the position of the first of them."""
    connection.execute(
        insert(passages),
        [
            {
                "document_id": document,
                "position": position,
                "clause": part.clause[:200],
                "heading": part.heading[:1000],
                "text": part.text,
            }
            for position, part in enumerate(parts, first)
        ],
    )


def put_on_shelf(connection: Connection, batch: str, gone: Iterable[str]) -> None:
    """Show the documents of a batch and take away what the files `gone` (and the batch's own files) held before."""
    own = select(documents.c.file).where(documents.c.batch == batch, documents.c.state == STAGED)
    shelved = documents.c.state == SHELVED
    connection.execute(update(documents).where(shelved, documents.c.file.in_(own)).values(state=REMOVED))
    for file in gone:
        connection.execute(update(documents).where(shelved, documents.c.file == file).values(state=REMOVED))
    connection.execute(
        update(documents).where(documents.c.batch == batch, documents.c.state == STAGED).values(state=SHELVED)
    )


def sweep(connection: Connection, before: datetime, most: int = 5) -> int:
    """Delete up to `most` documents that are removed or were staged before a moment and left; return how many."""
    dead = (documents.c.state == REMOVED) | ((documents.c.state == STAGED) & (documents.c.imported_at < before))
    ids = list(connection.execute(select(documents.c.id).where(dead).limit(most)).scalars())
    connection.execute(delete(passages).where(passages.c.document_id.in_(ids)))
    connection.execute(delete(documents).where(documents.c.id.in_(ids)))
    return len(ids)


def documents_of(
    connection: Connection, batch: str = "", gone: Iterable[str] = ()
) -> tuple[list[Document], list[Passage]]:
    """Return what is on the shelf, or (with a batch) what will be with the batch on it, in order of their rows."""
    coming = {
        row.file
        for row in connection.execute(
            select(documents.c.file).where(documents.c.batch == batch, documents.c.state == STAGED)
        )
    }
    rows = connection.execute(
        select(documents)
        .where((documents.c.state == SHELVED) | ((documents.c.state == STAGED) & (documents.c.batch == batch)))
        .order_by(documents.c.id)
    ).all()
    away = coming | set(gone)
    seen = [row for row in rows if row.state == STAGED or row.file not in away]
    places = {row.id: place for place, row in enumerate(seen)}
    shelf = [Document(row.file, row.title, row.issuer, row.number, row.date, row.scope) for row in seen]
    found = connection.execute(select(passages).order_by(passages.c.document_id, passages.c.position))
    return shelf, [
        Passage(places[row.document_id], row.clause, row.heading, row.text)
        for row in found
        if row.document_id in places
    ]


def titles(connection: Connection, *, public_only: bool) -> list[str]:
    """Return the titles on the shelf, sorted."""
    query = select(documents.c.title).where(documents.c.state == SHELVED)
    if public_only:
        query = query.where(documents.c.scope == PUBLIC)
    return sorted(set(connection.execute(query).scalars()))


def shelved_documents(connection: Connection, *, public_only: bool = False) -> list[Document]:
    """Return the documents on the shelf in order of their rows, without their texts."""
    query = select(documents).where(documents.c.state == SHELVED).order_by(documents.c.id)
    found = connection.execute(query.where(documents.c.scope == PUBLIC) if public_only else query)
    return [Document(row.file, row.title, row.issuer, row.number, row.date, row.scope) for row in found]


def keep_unanswered(connection: Connection, text: str, now: datetime) -> None:
    """Keep a question nobody could answer, without who asked."""
    connection.execute(insert(unanswered).values(text=text[:300], asked_at=now))


def unanswered_since(connection: Connection, since: datetime) -> list[tuple[str, int]]:
    """Return the unanswered questions asked since a moment with how often, most often first."""
    count = func.count()
    rows = connection.execute(
        select(unanswered.c.text, count)
        .where(unanswered.c.asked_at >= since)
        .group_by(unanswered.c.text)
        .order_by(count.desc(), unanswered.c.text)
    )
    return [(row[0], row[1]) for row in rows]
