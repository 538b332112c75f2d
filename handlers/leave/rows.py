"""Where absences and hand-overs stand: what kind an absence is and who entered it; who hands over, and until when.

The days and who acts are a row of `stand_ins`, which the tables may bring as well; an absence that was said has a row
here beside it. Of a reason nothing but its kind is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Index, String, Table, insert, select, update

from bot.store.database import RowId, UtcTime, metadata

absences = Table(
    "absences",
    metadata,
    Column("stand_in_id", RowId, ForeignKey("stand_ins.id"), primary_key=True, autoincrement=False),
    Column("kind", String(4), nullable=False),
    Column("entered_by", RowId, ForeignKey("persons.id"), nullable=False),
    Column("entered_at", UtcTime, nullable=False),
)
handovers = Table(
    "handovers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("giver_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Index("ix_handovers_giver_id", "giver_id"),
)


@dataclass(frozen=True, slots=True)
class Handover:
    """What somebody hands over. It is closed once he holds nothing any more."""

    id: int
    giver_id: int
    opened_at: datetime
    closed_at: datetime | None

    @property
    def subject(self) -> str:
        """What journal and pushes call it."""
        return f"handover:{self.id}"


_HANDOVER = tuple(handovers.c[one.name] for one in fields(Handover))


def note_kind(connection: Connection, stand_in_id: int, kind: str, entered_by: int, at: datetime) -> None:
    """Note what kind an absence is, and who entered it."""
    row = {"stand_in_id": stand_in_id, "kind": kind, "entered_by": entered_by, "entered_at": at}
    connection.execute(insert(absences).values(**row))


def kinds_of(connection: Connection, stand_in_ids: Iterable[int]) -> dict[int, str]:
    """Return the kinds of absences, by row; one that a table brought has none."""
    wanted = absences.c.stand_in_id.in_(list(stand_in_ids))
    return {row.stand_in_id: row.kind for row in connection.execute(select(absences).where(wanted))}


def enterer_of(connection: Connection, stand_in_id: int) -> int | None:
    """Return who entered an absence."""
    return connection.execute(select(absences.c.entered_by).where(absences.c.stand_in_id == stand_in_id)).scalar()


def open_handover(connection: Connection, giver_id: int, at: datetime) -> tuple[Handover, bool]:
    """Return the open hand-over of somebody, and whether it is a new one."""
    found = next((one for one in open_handovers(connection) if one.giver_id == giver_id), None)
    if found is not None:
        return found, False
    row = insert(handovers).values(giver_id=giver_id, opened_at=at).returning(*_HANDOVER)
    return Handover(*connection.execute(row).one()), True


def open_handovers(connection: Connection) -> list[Handover]:
    """Return the hand-overs that are not done, the oldest first."""
    statement = select(*_HANDOVER).where(handovers.c.closed_at.is_(None)).order_by(handovers.c.id)
    return [Handover(*row) for row in connection.execute(statement)]


def set_closed(connection: Connection, handover_id: int, at: datetime | None) -> None:
    """Close a hand-over, or with None open it again."""
    connection.execute(update(handovers).where(handovers.c.id == handover_id).values(closed_at=at))
