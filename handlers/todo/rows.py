"""Who wants no morning digest: a row a person; that it was sent on a day is told by the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Table, delete, select

from bot.store.database import RowId, UtcTime, insert_one_new, metadata

digest_off = Table(
    "digest_off",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)


def switch_off(connection: Connection, person_id: int, at: datetime) -> bool:
    """Send somebody no digest any more. Returns False where he got none already."""
    row = {"person_id": person_id, "at": at}
    return insert_one_new(connection, digest_off, row, unique=("person_id",)) is not None


def switch_on(connection: Connection, person_id: int) -> bool:
    """Send somebody the digest again. Returns False where he gets it."""
    his = delete(digest_off).where(digest_off.c.person_id == person_id).returning(digest_off.c.person_id)
    return connection.execute(his).first() is not None


def switched_off(connection: Connection, person_ids: Iterable[int]) -> set[int]:
    """Return who of these wants none."""
    wanted = digest_off.c.person_id.in_(list(person_ids))
    return set(connection.execute(select(digest_off.c.person_id).where(wanted)).scalars())
