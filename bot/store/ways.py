"""Ways: what a platform lends for a while (a stream, a one-time address, a session address, the key to a picture).

They are secrets: they stand here and nowhere else, never in a message, a push, a log or an export. A call that needs
one names its row; the token is read when the call is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, String, Table, Text, delete, select, text, update

from bot.lent import STREAM, Lent
from bot.store.database import RowId, UtcTime, insert_new, insert_one_new, metadata

UNIQUE = ("door", "message_id", "kind", "number")

ways = Table(
    "ways",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("door", String(80), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("token", Text, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Index("uq_ways_lent", *UNIQUE, unique=True),
    Index(
        "ix_ways_stream",
        "token",
        sqlite_where=text(f"kind = '{STREAM}'"),
        postgresql_where=text(f"kind = '{STREAM}'"),
    ),
    Index("ix_ways_expires_at", "expires_at"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One lent token, and the message it came with."""

    id: int
    door: str
    message_id: str
    kind: str
    number: int
    token: str = field(repr=False)
    expires_at: datetime
    uses_left: int = 0


def lend(connection: Connection, door: str, message_id: str, lent: Lent) -> int | None:
    """Keep what came with a message. Returns its row, None where an earlier delivery has brought it already."""
    return insert_one_new(connection, ways, _row(door, message_id, lent), unique=UNIQUE)


def lend_all(connection: Connection, lent: Sequence[tuple[str, str, Lent]]) -> None:
    """Keep what came with several messages, each by door and message id; what stands already stays."""
    insert_new(connection, ways, [_row(*one) for one in lent], unique=UNIQUE)


def of_message(connection: Connection, door: str, message_id: str, now: datetime) -> list[Way]:
    """Return what is still good at machine time `now` of what came with a message."""
    good = (ways.c.expires_at > now) & (ways.c.uses_left > 0)
    here = (ways.c.door == door) & (ways.c.message_id == message_id)
    statement = select(ways).where(here, good).order_by(ways.c.id)
    return [_way(row) for row in connection.execute(statement)]


def find(connection: Connection, door: str, message_id: str, kind: str, number: int = 0) -> Way | None:
    """Return one lent thing, whether it is still good or not."""
    here = (ways.c.door == door) & (ways.c.message_id == message_id)
    row = connection.execute(select(ways).where(here, ways.c.kind == kind, ways.c.number == number)).first()
    return _way(row) if row else None


def spend(connection: Connection, way_id: int, uses: int = 1) -> bool:
    """Spend some uses of a way. Returns False where it has not so many left."""
    left = (ways.c.id == way_id) & (ways.c.uses_left >= uses)
    return connection.execute(update(ways).where(left).values(uses_left=ways.c.uses_left - uses)).rowcount == 1


def exhaust(connection: Connection, way_id: int) -> None:
    """Note that a way is good for nothing any more."""
    connection.execute(update(ways).where(ways.c.id == way_id).values(uses_left=0))


def read(connection: Connection, ids: Sequence[int]) -> dict[int, Way]:
    """Return ways by row, used up ones too: a retry of the call that spent one needs it again."""
    if not ids:
        return {}
    return {row.id: _way(row) for row in connection.execute(select(ways).where(ways.c.id.in_(ids)))}


def forget_expired(connection: Connection, now: datetime) -> None:
    """Erase tokens whose time is over at machine time `now`."""
    connection.execute(delete(ways).where(ways.c.expires_at <= now))


def _row(door: str, message_id: str, lent: Lent) -> dict[str, Any]:
    return {
        "door": door,
        "message_id": message_id,
        "kind": lent.kind,
        "number": lent.number,
        "token": lent.token,
        "expires_at": lent.expires_at,
        "uses_left": lent.uses,
    }


def _way(row: Any) -> Way:
    return Way(row.id, row.door, row.message_id, row.kind, row.number, row.token, row.expires_at, row.uses_left)
