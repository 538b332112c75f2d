"""Ways: reply tokens a platform lends for a while (a stream, a one-time address, a session address).

They are secrets: they stand here and nowhere else, never in a message, a push, a log or an export.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Integer, String, Table, Text, delete, insert, select, update

from bot.store.database import RowId, UtcTime, metadata

ways = Table(
    "ways",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("door", String(80), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("token", Text, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Index("ix_ways_door_message_id", "door", "message_id"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One lent token. `token` is kept out of every representation."""

    id: int
    kind: str
    token: str

    def __repr__(self) -> str:
        return f"Way(id={self.id}, kind={self.kind!r})"


def lend(  # noqa: PLR0913 — the columns of a way
    connection: Connection, door: str, message_id: str, kind: str, token: str, *, expires_at: datetime, uses: int = 1
) -> None:
    """Keep a token that came with a message."""
    connection.execute(
        insert(ways).values(
            door=door, message_id=message_id, kind=kind, token=token, expires_at=expires_at, uses_left=uses
        )
    )


def use(connection: Connection, door: str, message_id: str, kind: str, now: datetime) -> Way | None:
    """Spend one use of a token that is still good at machine time `now`; None where none is left."""
    row = connection.execute(
        select(ways.c.id, ways.c.kind, ways.c.token).where(
            ways.c.door == door,
            ways.c.message_id == message_id,
            ways.c.kind == kind,
            ways.c.expires_at > now,
            ways.c.uses_left > 0,
        )
    ).first()
    if row is None:
        return None
    spent = update(ways).where(ways.c.id == row.id, ways.c.uses_left > 0).values(uses_left=ways.c.uses_left - 1)
    if connection.execute(spent).rowcount != 1:
        return None
    return Way(row.id, row.kind, row.token)


def forget_expired(connection: Connection, now: datetime) -> None:
    """Erase tokens that are good for nothing any more."""
    connection.execute(delete(ways).where((ways.c.expires_at <= now) | (ways.c.uses_left <= 0)))
