"""What is owed in a stage, and every version of what came: written, replaced, returned, passed. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from handlers.campaign.matter import HandedIn, Piece, State, Submission
from handlers.campaign.rows import pieces, stages, submissions

LONGEST_TEXT = 20_000


def open_for(connection: Connection, stage_id: int, person_id: int, whose: str, unit: str) -> Submission:
    """Write down that somebody owes in a stage; once for each person."""
    same = (submissions.c.stage_id == stage_id) & (submissions.c.person_id == person_id)
    known = connection.execute(select(submissions).where(same)).first()
    if known is not None:
        return _submission(known)
    last = connection.execute(select(func.max(submissions.c.number)).where(submissions.c.stage_id == stage_id)).scalar()
    values = {
        "stage_id": stage_id,
        "number": (last or 0) + 1,
        "person_id": person_id,
        "whose": whose,
        "unit": unit,
        "standing": HandedIn.OWED.value,
    }
    return _submission(connection.execute(insert(submissions).values(**values).returning(*submissions.c)).one())


def of_stages(connection: Connection, stage_ids: Iterable[int]) -> list[Submission]:
    """Return what is owed in some stages, in the order of their numbers."""
    wanted = list(stage_ids)
    if not wanted:
        return []
    here = select(submissions).where(submissions.c.stage_id.in_(wanted))
    rows = connection.execute(here.order_by(submissions.c.stage_id, submissions.c.number))
    return [_submission(row) for row in rows]


_OF_PEOPLE = (
    select(submissions)
    .join(stages, stages.c.id == submissions.c.stage_id)
    .where(submissions.c.person_id.in_(bindparam("ids", expanding=True)), stages.c.standing == State.RUNNING.value)
    .order_by(submissions.c.id)
)


def of_person(connection: Connection, person_ids: Iterable[int]) -> list[Submission]:
    """Return what people owe or handed in, in stages under way, the oldest first."""
    return [_submission(row) for row in connection.execute(_OF_PEOPLE, {"ids": list(person_ids)})]


def find(connection: Connection, submission_id: int) -> Submission:
    """Return one by its row. Raises NoResultFound."""
    return _submission(connection.execute(select(submissions).where(submissions.c.id == submission_id)).one())


def change(connection: Connection, one: Submission, **values: Any) -> Submission:
    """Change columns; returns it as it is then."""
    connection.execute(update(submissions).where(submissions.c.id == one.id).values(**values))
    return find(connection, one.id)


def add_piece(connection: Connection, one: Submission, at: datetime, by_id: int, **came: str) -> Submission:
    """Take a file (door, message_id, name) or a text in as the newest version; it counts from now."""
    version = one.version + 1
    values = {name: text[:LONGEST_TEXT] for name, text in came.items()}
    connection.execute(insert(pieces).values(submission_id=one.id, version=version, by_id=by_id, at=at, **values))
    return change(
        connection,
        one,
        version=version,
        standing=HandedIn.HANDED.value,
        handed_at=at,
        awaited_until=None,
        is_paper=False,
        reason="",
    )


def newest_pieces(connection: Connection, ids: Iterable[int]) -> dict[int, Piece]:
    """Return the version that counts of each, by its row; nothing for what has none."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = connection.execute(
        select(pieces).where(pieces.c.submission_id.in_(wanted)).order_by(pieces.c.version, pieces.c.id)
    )
    return {row.submission_id: _piece(row) for row in rows}


def came_with(connection: Connection, door: str, message_id: str) -> int:
    """Return the submission whose version that counts came with a message; 0 for none."""
    here = (pieces.c.door == door) & (pieces.c.message_id == message_id) & (pieces.c.version == submissions.c.version)
    found = select(submissions.c.id).join(pieces, pieces.c.submission_id == submissions.c.id).where(here)
    return int(connection.scalar(found.where(submissions.c.version > 0).limit(1)) or 0)


def _submission(row: Row[Any]) -> Submission:
    return Submission(
        id=row.id,
        stage_id=row.stage_id,
        number=row.number,
        person_id=row.person_id,
        whose=row.whose,
        unit=row.unit,
        state=HandedIn(row.standing),
        version=row.version,
        is_paper=row.is_paper,
        reason=row.reason,
        awaited_until=row.awaited_until,
        handed_at=row.handed_at,
    )


def _piece(row: Row[Any]) -> Piece:
    return Piece(
        id=row.id,
        submission_id=row.submission_id,
        version=row.version,
        door=row.door,
        message_id=row.message_id,
        name=row.name,
        text=row.text,
        by_id=row.by_id,
        at=row.at,
    )


def drop_piece(connection: Connection, one: Submission) -> None:
    """Let the newest version count no more: whoever sent it took it back."""
    newest = (pieces.c.submission_id == one.id) & (pieces.c.version == one.version)
    connection.execute(update(pieces).where(newest).values(version=0))
