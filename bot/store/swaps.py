"""Swaps of shifts 换班: who asked whom for what, who agreed, who approved; the history of who was on a shift before.

A swap gives one shift to another officer, and may take another of his in return. Rows name shifts by number without a
foreign key: a roster may be imported anew, what was swapped stays written.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Index, String, Table, insert, select, update

from bot.store.database import RowId, UtcTime, metadata

ASKED, AGREED, APPROVED, REFUSED, UNDONE, LAPSED = "asked", "agreed", "approved", "refused", "undone", "lapsed"

shift_swaps = Table(
    "shift_swaps",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("shift_id", RowId, nullable=False),
    Column("return_id", RowId),
    Column("asker_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("other_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("state", String(8), nullable=False, server_default=ASKED),
    Column("agreed_at", UtcTime),
    Column("decided_by", RowId, ForeignKey("persons.id")),
    Column("decided_at", UtcTime),
    Index("ix_shift_swaps_shift_id", "shift_id", "id"),
)


@dataclass(frozen=True, slots=True)
class Swap:
    """One swap. shift_id: the asker's, for the other; return_id: the other's, for the asker; None: there is none."""

    id: int
    shift_id: int
    return_id: int | None
    asker_id: int
    other_id: int
    asked_at: datetime
    state: str
    agreed_at: datetime | None
    decided_by: int | None
    decided_at: datetime | None

    @property
    def subject(self) -> str:
        """What journal and pushes call it."""
        return f"swap:{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a word."""
        return self.state in (ASKED, AGREED)


_COLUMNS = tuple(shift_swaps.c[one.name] for one in fields(Swap))


def ask(
    connection: Connection, shift_id: int, return_id: int | None, *, asker_id: int, other_id: int, at: datetime
) -> Swap:
    """Write down that somebody asks for a swap."""
    row = {"shift_id": shift_id, "return_id": return_id, "asker_id": asker_id, "other_id": other_id, "asked_at": at}
    return Swap(*connection.execute(insert(shift_swaps).values(**row).returning(*_COLUMNS)).one())


def find(connection: Connection, number: int) -> Swap | None:
    """Return a swap by its number."""
    row = connection.execute(select(*_COLUMNS).where(shift_swaps.c.id == number)).first()
    return Swap(*row) if row else None


def open_between(connection: Connection, shift_id: int) -> Swap | None:
    """Return the newest open swap that concerns a shift, either way."""
    concerns = (shift_swaps.c.shift_id == shift_id) | (shift_swaps.c.return_id == shift_id)
    waits = shift_swaps.c.state.in_((ASKED, AGREED))
    row = connection.execute(
        select(*_COLUMNS).where(concerns, waits).order_by(shift_swaps.c.id.desc()).limit(1)
    ).first()
    return Swap(*row) if row else None


def agree(connection: Connection, number: int, at: datetime) -> None:
    """Note that the other agrees."""
    connection.execute(update(shift_swaps).where(shift_swaps.c.id == number).values(state=AGREED, agreed_at=at))


def decide(connection: Connection, number: int, state: str, by: int, at: datetime) -> None:
    """Note how a swap ended, and by whose word."""
    values = {"state": state, "decided_by": by, "decided_at": at}
    connection.execute(update(shift_swaps).where(shift_swaps.c.id == number).values(**values))
