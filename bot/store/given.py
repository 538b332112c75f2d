"""Documents that were handed over, as the operator sees them: when, to whom, what, and whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store.files import files
from bot.store.pushes import Push, push_of, pushes


@dataclass(frozen=True, slots=True)
class Given:
    """One document on its way to one recipient. at: office time; sha256: of the kept bytes."""

    push: Push
    at: datetime
    state: str
    name: str
    sha256: str


def every(connection: Connection) -> list[Given]:
    """Return every document that was handed over, the first first."""
    kept = select(pushes, files.c.sha256).join(files, files.c.id == pushes.c.file_id).order_by(pushes.c.id)
    return [
        Given(push_of(row), row.created_at, row.state, row.file_name, row.sha256) for row in connection.execute(kept)
    ]
