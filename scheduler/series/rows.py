"""Where series and their occurrences stand. An occurrence is unique by its series and the moment it was planned for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    select,
    text,
    update,
)

from bot.store.database import RowId, UtcTime, insert_one_new, insert_or_update, metadata
from scheduler.series.occurrence import ASKED, CANCELLED, OPEN, SKIPPED, Occurrence
from scheduler.series.reasons import CHANGED, LATE, RECALCULATED
from scheduler.series.value import RUNNING, Series
from scheduler.when import recurrence_of

series = Table(
    "series",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("subject", String(120), nullable=False, unique=True),
    Column("rule", Text, nullable=False),
    Column("first", UtcTime),
    Column("until", UtcTime),
    Column("holidays", String(12), nullable=False),
    Column("ahead_s", Integer, nullable=False, server_default="0"),
    Column("organiser_id", RowId, nullable=False),
    Column("data", JSON, nullable=False),
    Column("state", String(8), nullable=False, server_default=RUNNING),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("reached", UtcTime, nullable=False),
    Column("calendar", String(32), nullable=False, server_default=""),
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index("ix_series_organiser_id", "organiser_id"),
)
occurrences = Table(
    "occurrences",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("series_id", RowId, nullable=False),
    Column("planned_at", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("state", String(9), nullable=False),
    Column("reason", String(20), nullable=False, server_default=""),
    Column("decide_by", UtcTime),
    Column("decided", String(8), nullable=False, server_default=""),
    Column("version", Integer, nullable=False),
    Column("settled_at", UtcTime),
    Column("told_at", UtcTime),
    UniqueConstraint("series_id", "planned_at"),
    Index(
        "ix_occurrences_open",
        "series_id",
        sqlite_where=text("state IN ('planned', 'asked', 'moved')"),
        postgresql_where=text("state IN ('planned', 'asked', 'moved')"),
    ),
    Index(
        "ix_occurrences_missed",
        "series_id",
        sqlite_where=text("reason = 'late' AND told_at IS NULL"),
        postgresql_where=text("reason = 'late' AND told_at IS NULL"),
    ),
)


_FIELDS = [series.c[name] for name in ("id", "kind", "subject", "rule", "first", "until", "holidays", "ahead_s")] + [
    series.c[name] for name in ("organiser_id", "data", "state", "version", "reached", "calendar")
]
_COLUMNS = [
    occurrences.c[name] for name in ("id", "series_id", "planned_at", "at", "state", "reason", "decide_by", "decided")
]


def put(connection: Connection, row: Mapping[str, Any]) -> int:
    """Write a series, over the one that stands under its subject; returns its id."""
    known = connection.execute(select(series.c.version).where(series.c.subject == row["subject"])).scalar()
    values = {**row, "version": (known or 0) + 1}
    connection.execute(insert_or_update(connection, series, values, unique=("subject",)))
    return int(connection.execute(select(series.c.id).where(series.c.subject == row["subject"])).scalar_one())


def change(connection: Connection, series_id: int, **values: Any) -> None:
    """Overwrite columns of a series."""
    connection.execute(update(series).where(series.c.id == series_id).values(**values))


def find(connection: Connection, series_id: int) -> Series | None:
    """Return a series by its row, held by this transaction until it ends."""
    return _one(connection, select(*_FIELDS).where(series.c.id == series_id).with_for_update())


def of_subject(connection: Connection, subject: str) -> Series | None:
    """Return the series that runs under a subject; None where none does."""
    return _one(connection, select(*_FIELDS).where(series.c.subject == subject, series.c.state == RUNNING))


def of_organiser(connection: Connection, person_id: int) -> list[Series]:
    """Return the series that run under somebody's name, the oldest first."""
    his = select(*_FIELDS).where(series.c.organiser_id == person_id, series.c.state == RUNNING)
    return [_series(row) for row in connection.execute(his.order_by(series.c.id))]


def running_after(connection: Connection, series_id: int, most: int) -> list[Series]:
    """Return some of the series that run, by row, those after a row."""
    later = select(*_FIELDS).where(series.c.state == RUNNING, series.c.id > series_id)
    return [_series(row) for row in connection.execute(later.order_by(series.c.id).limit(most))]


def raise_one(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Create an occurrence, or take up again one that a change had cancelled. Returns whether it is new."""
    if insert_one_new(connection, occurrences, row, unique=("series_id", "planned_at")) is not None:
        return True
    same = (occurrences.c.series_id == row["series_id"]) & (occurrences.c.planned_at == row["planned_at"])
    again = same & (occurrences.c.state == CANCELLED) & occurrences.c.reason.in_((CHANGED, RECALCULATED))
    changed = update(occurrences).where(again).values({"settled_at": None, "told_at": None, "decided": "", **row})
    return connection.execute(changed.returning(occurrences.c.id)).first() is not None


def settle(connection: Connection, occurrence_id: int, state: str, reason: str, at: datetime) -> None:
    """Write what became of an occurrence."""
    row = occurrences.c.id == occurrence_id
    connection.execute(update(occurrences).where(row).values(state=state, reason=reason, settled_at=at))


def set_to(connection: Connection, occurrence_id: int, **values: Any) -> None:
    """Overwrite columns of an occurrence."""
    connection.execute(update(occurrences).where(occurrences.c.id == occurrence_id).values(**values))


def open_ones(connection: Connection, series_id: int) -> list[Occurrence]:
    """Return the occurrences of a series that are to come and were created, the first planned first."""
    to_come = select(*_COLUMNS).where(occurrences.c.series_id == series_id, occurrences.c.state.in_(OPEN))
    return [Occurrence(*row) for row in connection.execute(to_come.order_by(occurrences.c.planned_at))]


def occurrence(connection: Connection, occurrence_id: int) -> Occurrence | None:
    """Return an occurrence by its row."""
    row = connection.execute(select(*_COLUMNS).where(occurrences.c.id == occurrence_id)).first()
    return Occurrence(*row) if row else None


def occurrences_of(connection: Connection, series_id: int) -> list[Occurrence]:
    """Return every occurrence of a series that was created, also those that are over, the first planned first."""
    every = select(*_COLUMNS).where(occurrences.c.series_id == series_id)
    return [Occurrence(*row) for row in connection.execute(every.order_by(occurrences.c.planned_at))]


_asked = (
    select(*_COLUMNS, *_FIELDS)
    .select_from(occurrences.join(series, series.c.id == occurrences.c.series_id))
    .where(
        series.c.organiser_id == bindparam("person"),
        series.c.state == RUNNING,
        occurrences.c.state == ASKED,
    )
    .order_by(occurrences.c.planned_at, occurrences.c.id)
)


def asked_of(connection: Connection, person_id: int) -> list[tuple[Occurrence, Series]]:
    """Return what somebody was asked and has not decided, what was planned first, first."""
    rows = connection.execute(_asked, {"person": person_id}).all()
    return [(Occurrence(*row[: len(_COLUMNS)]), _made(row[len(_COLUMNS) :])) for row in rows]


def missed_of(connection: Connection, person_id: int) -> list[tuple[int, datetime, Series]]:
    """Return what was skipped because it was too late and its organiser was not told of: row, when, series."""
    joined = occurrences.join(series, series.c.id == occurrences.c.series_id)
    untold = (occurrences.c.reason == LATE) & occurrences.c.told_at.is_(None) & (occurrences.c.state == SKIPPED)
    his = select(occurrences.c.id, occurrences.c.at, *_FIELDS).select_from(joined)
    his = his.where(series.c.organiser_id == person_id, untold).order_by(occurrences.c.at)
    return [(row[0], row[1], _made(row[2:])) for row in connection.execute(his)]


def _one(connection: Connection, statement: Select[Any]) -> Series | None:
    row = connection.execute(statement).first()
    return _series(row) if row else None


def _series(row: Row[Any]) -> Series:
    return _made(tuple(row))


def _made(row: tuple[Any, ...]) -> Series:
    number, kind, subject, rule, first, until, holidays, ahead_s, *rest = row
    return Series(number, kind, subject, recurrence_of(rule), first, until, holidays, timedelta(seconds=ahead_s), *rest)
