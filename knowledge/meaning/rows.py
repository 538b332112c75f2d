"""The tables of finding by meaning: vectors by model and text, and who is making them at present.

One process makes the vectors of a model at a time: whoever holds its row in `meaning_builders` until a moment. The
others take what it made from the table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from bot.store.database import EPOCH, RowId, UtcTime, insert_new, metadata

LEASE: Final = timedelta(seconds=60)
_LONGEST_TROUBLE: Final = 200

vectors = Table(
    "meaning_vectors",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("model", String(120), nullable=False),
    Column("passage", String(32), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("model", "passage"),
)
builders = Table(
    "meaning_builders",
    metadata,
    Column("model", String(120), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("trouble", String(_LONGEST_TROUBLE)),
    Column("trouble_at", UtcTime),
)


def vectors_after(connection: Connection, model: str, last: int, most: int) -> list[tuple[int, str, bytes]]:
    """Return up to `most` (row, key, vector) of a model whose row is above `last`, in order of rows."""
    found = connection.execute(
        select(vectors.c.id, vectors.c.passage, vectors.c.vector)
        .where(vectors.c.model == model, vectors.c.id > last)
        .order_by(vectors.c.id)
        .limit(most)
    )
    return [(row.id, row.passage, row.vector) for row in found]


def keep(connection: Connection, model: str, made: Mapping[str, bytes], now: datetime) -> None:
    """Store vectors by the keys of their texts."""
    rows = [{"model": model, "passage": key, "vector": vector, "made_at": now} for key, vector in made.items()]
    insert_new(connection, vectors, rows, unique=["model", "passage"])


def take(connection: Connection, model: str, holder: str, now: datetime) -> bool:
    """Hold the right to make the vectors of a model for a while; tell whether nobody else does."""
    insert_new(connection, builders, [{"model": model, "holder": "", "until": EPOCH}], unique=["model"])
    is_free = (builders.c.holder == holder) | (builders.c.until < now)
    taken = connection.execute(
        update(builders).where(builders.c.model == model, is_free).values(holder=holder, until=now + LEASE)
    )
    return taken.rowcount == 1


def let_go(connection: Connection, model: str, holder: str) -> None:
    """Give the right back before its time is over."""
    mine = (builders.c.model == model) & (builders.c.holder == holder)
    connection.execute(update(builders).where(mine).values(until=EPOCH))


def note_trouble(connection: Connection, model: str, why: str, now: datetime) -> None:
    """Note what the model failed with, for who asks how it stands; empty when it works again."""
    values = {"trouble": why[:_LONGEST_TROUBLE] or None, "trouble_at": now if why else None}
    if not connection.execute(update(builders).where(builders.c.model == model).values(values)).rowcount:
        connection.execute(insert(builders).values(model=model, holder="", until=EPOCH, **values))


def sweep_other_models(connection: Connection, model: str, now: datetime, most: int) -> int:
    """Delete up to `most` vectors of models that nobody makes vectors of any more; return how many."""
    alive = select(builders.c.model).where(builders.c.until >= now)
    dead = list(
        connection.scalars(
            select(vectors.c.id).where(vectors.c.model != model, vectors.c.model.not_in(alive)).limit(most)
        )
    )
    connection.execute(delete(vectors).where(vectors.c.id.in_(dead)))
    if not dead:
        connection.execute(delete(builders).where(builders.c.model != model, builders.c.until < now))
    return len(dead)


def forget(connection: Connection, model: str, keys: Collection[str], before: datetime) -> None:
    """Delete vectors of texts that are on no shelf any more, where they were made before a moment."""
    connection.execute(
        delete(vectors).where(vectors.c.model == model, vectors.c.passage.in_(keys), vectors.c.made_at < before)
    )


def made_of(connection: Connection, model: str) -> set[str]:
    """Return the keys of all texts that have a vector of a model."""
    return set(connection.scalars(select(vectors.c.passage).where(vectors.c.model == model)))


def trouble_of(connection: Connection, model: str) -> tuple[str, datetime] | None:
    """Return what a model failed with last and when; None where it works."""
    row = connection.execute(select(builders.c.trouble, builders.c.trouble_at).where(builders.c.model == model)).first()
    return (row.trouble, row.trouble_at) if row and row.trouble else None
