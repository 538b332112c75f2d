"""Uploads: the calls that carry a file, and what the platform calls it once it has taken it.

A file is uploaded in one step and sent in another; what the first brought is kept here, so that the second can be tried
again, also after a crash, with the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, String, Table, Text, insert, select, update

from bot.store.database import RowId, UtcTime, metadata
from bot.store.files import Enclosed

uploads = Table(
    "uploads",
    metadata,
    Column("call_id", RowId, ForeignKey("calls.id"), primary_key=True, autoincrement=False),
    Column("file_id", RowId, ForeignKey("files.id"), nullable=False),
    Column("name", String(100), nullable=False),
    Column("media", Text),
    Column("until", UtcTime),
)


@dataclass(frozen=True, slots=True)
class Upload:
    """The file of one call. media: what the platform calls it, empty before it has it; until: how long that holds."""

    file: Enclosed
    media: str = ""
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Say whether it can be sent at machine time `now` as it is, without another upload."""
        return bool(self.media) and (self.until is None or self.until > now)


def note(connection: Connection, calls: Sequence[int], file: Enclosed) -> None:
    """Remember that these calls carry a file, which is still to be uploaded for each."""
    rows = [{"call_id": call, "file_id": file.id, "name": file.name} for call in calls]
    connection.execute(insert(uploads), rows)


def of_calls(connection: Connection, calls: Sequence[int]) -> dict[int, Upload]:
    """Return the uploads of those of these calls that carry a file."""
    rows = connection.execute(select(uploads).where(uploads.c.call_id.in_(calls))) if calls else ()
    return {row.call_id: Upload(Enclosed(row.file_id, row.name), row.media or "", row.until) for row in rows}


def keep(connection: Connection, call: int, media: str, until: datetime | None) -> None:
    """Keep what the platform calls the file of a call. until: machine time; None: for good."""
    connection.execute(update(uploads).where(uploads.c.call_id == call).values(media=media, until=until))
