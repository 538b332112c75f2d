"""What was put to a meeting, as rows: items 议题 and 进展, minutes 纪要, decisions 决定."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from handlers.meeting.rows import papers

ITEM, MINUTES, DECISION = "item", "minutes", "decision"
WANTED, KEPT = "meeting.minutes_wanted", "meeting.minutes"  # in the journal


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing put to a meeting. data: of a decision its owner, due date and task."""

    id: int
    meeting_id: int
    kind: str
    person_id: int
    text: str
    data: dict[str, Any]
    at: datetime


def put(  # noqa: PLR0913 — the columns of a paper
    connection: Connection, meeting_id: int, kind: str, person_id: int, text: str, at: datetime, data: Mapping[str, Any]
) -> None:
    """Keep something put to a meeting."""
    row = {"meeting_id": meeting_id, "kind": kind, "person_id": person_id, "text": text, "at": at, "data": dict(data)}
    connection.execute(insert(papers).values(**row))


def of_meeting(connection: Connection, meeting_id: int, kind: str) -> list[Paper]:
    """Return what was put to a meeting, in the order it came."""
    here = (papers.c.meeting_id == meeting_id) & (papers.c.kind == kind)
    return [Paper(*row) for row in connection.execute(select(papers).where(here).order_by(papers.c.id))]
