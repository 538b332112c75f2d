"""The shelf's tables: documents, their passages, which edition is current, and questions nobody could answer.

A document is `staged` while an import prepares it, `shelved` when queries see it, `removed` until its rows are swept.
`edition`: the number of row 1 moves by one with every change of what queries see, of row 2 (`thesaurus_rows`) of words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

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
    Column("made_at", UtcTime),
)
unanswered = Table(
    "unanswered_questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("text", String(300), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("group_id", RowId),
    Column("reason", String(12), nullable=False, server_default="not_found"),
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document on the shelf, without its text.

    row: its row, which holds one text for good. key: known to no other text ever, though rows are numbered anew.
    """

    row: int
    key: int
    document: Document


def current_edition(connection: Connection) -> int:
    """Return the number of the edition queries see, 0 before the first import."""
    return connection.scalar(select(edition.c.number).where(edition.c.id == 1)) or 0


def turn_edition(connection: Connection, now: datetime, seen: int | None = None) -> None:
    """Let queries see what this transaction changes of the shelf, in every process.

    seen: the edition the change was made for. Errors: RowMoved when somebody turned it since.
    """
    insert_new(connection, edition, [{"id": 1, "number": 0}], unique=["id"])
    turned = update(edition).where(edition.c.id == 1).values(number=edition.c.number + 1, made_at=now)
    if connection.execute(turned if seen is None else turned.where(edition.c.number == seen)).rowcount != 1:
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


def documents_of(connection: Connection, batch: str = "", gone: Iterable[str] = ()) -> list[Shelved]:
    """Return what is on the shelf, or (with a batch) what will be with the batch on it, in order of their rows."""
    shelf = documents.c.state == SHELVED
    if batch:
        shelf |= (documents.c.state == STAGED) & (documents.c.batch == batch)
    rows = connection.execute(select(documents).where(shelf).order_by(documents.c.id)).all()
    away = {row.file for row in rows if row.state == STAGED} | set(gone)
    return [
        Shelved(row.id, _key(row.id, row.batch), _document(row))
        for row in rows
        if row.state == STAGED or row.file not in away
    ]


def _document(row: Row[tuple[Any, ...]]) -> Document:
    return Document(row.file, row.title, row.issuer, row.number, row.date, row.scope)


def _key(row: int, batch: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{row} {batch}".encode()).digest()[:8], "little")


def passages_of(connection: Connection, shelved: Sequence[Shelved]) -> list[list[Passage]]:
    """Return the passages of documents, a list for each; an empty one for a document that is gone."""
    found: dict[int, list[Passage]] = {one.row: [] for one in shelved}
    chosen = select(passages).where(passages.c.document_id.in_(list(found)))
    for row in connection.execute(chosen.order_by(passages.c.document_id, passages.c.position)):
        found[row.document_id].append(Passage(0, row.clause, row.heading, row.text))
    return list(found.values())


def titles(connection: Connection, *, public_only: bool) -> list[str]:
    """Return the titles on the shelf, sorted."""
    query = select(documents.c.title).where(documents.c.state == SHELVED)
    if public_only:
        query = query.where(documents.c.scope == PUBLIC)
    return sorted(set(connection.execute(query).scalars()))


def scopes(connection: Connection) -> dict[tuple[str, str], str]:
    """Return (file, title) → scope of what is on the shelf; of a file with public rows and others, 公开."""
    found: dict[tuple[str, str], str] = {}
    for one in shelved_documents(connection):
        if found.get((one.file, one.title)) != PUBLIC:
            found[one.file, one.title] = one.scope
    return found


def texts_of(connection: Connection, file: str) -> dict[str, list[tuple[str, str]]]:
    """Return title → (label, text) of the clauses of a file on the shelf, in order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(
        select(documents.c.title, passages.c.clause, passages.c.text)
        .join(passages, passages.c.document_id == documents.c.id)
        .where(documents.c.state == SHELVED, documents.c.file == file)
        .order_by(documents.c.id, passages.c.position)
    ):
        found.setdefault(row.title, []).append((row.clause, row.text))
    return found


def shelved_documents(connection: Connection, *, public_only: bool = False) -> list[Document]:
    """Return the documents on the shelf in order of their rows, without their texts."""
    query = select(documents).where(documents.c.state == SHELVED).order_by(documents.c.id)
    found = connection.execute(query.where(documents.c.scope == PUBLIC) if public_only else query)
    return [Document(row.file, row.title, row.issuer, row.number, row.date, row.scope) for row in found]
