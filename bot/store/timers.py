"""Timers: what is to happen when a moment has come. Rows remember; the metronome has no memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
    update,
)

from bot.store.database import RowId, UtcTime, metadata, put_row

WAIT, DONE, ASIDE, CANCELLED, SKIPPED = "wait", "done", "aside", "cancelled", "skipped"
MAX_ATTEMPTS = 3

timers = Table(
    "timers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("step", Integer, nullable=False, server_default="0"),
    Column("due_at", UtcTime, nullable=False),
    Column("data", JSON, nullable=False),
    Column("state", String(9), nullable=False, server_default=WAIT),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", Text),
    Column("handled_at", UtcTime),
    UniqueConstraint("kind", "subject", "step"),
    Index(
        "ix_timers_due", "due_at", "id", sqlite_where=text("state = 'wait'"), postgresql_where=text("state = 'wait'")
    ),
)


# Built once: what every second asks, and what thousands that are due at once ask a thousand times.
_waiting_of = select(timers.c.subject).where(
    timers.c.kind == bindparam("kind"),
    timers.c.subject.in_(bindparam("subjects", expanding=True)),
    timers.c.state == WAIT,
)
_first_due = select(func.min(timers.c.due_at)).where(timers.c.state == WAIT)
_due = (
    select(
        timers.c.id,
        timers.c.kind,
        timers.c.subject,
        timers.c.step,
        timers.c.due_at,
        timers.c.data,
        timers.c.attempts,
    )
    .where(timers.c.state == WAIT, timers.c.due_at <= bindparam("now"))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_settle = (
    update(timers)
    .where(timers.c.id == bindparam("row"), timers.c.due_at == bindparam("due"), timers.c.state == WAIT)
    .values(state=bindparam("fate"), handled_at=bindparam("at"), reason=bindparam("why"))
)


@dataclass(frozen=True, slots=True)
class Timer:
    """One timer. `step` counts the rungs of a chain (0 where there is no chain)."""

    id: int
    kind: str
    subject: str
    step: int
    due_at: datetime
    data: dict[str, Any]
    attempts: int = 0


def set_timer(
    connection: Connection,
    kind: str,
    subject: str,
    due_at: datetime,
    *,
    step: int = 0,
    data: dict[str, Any] | None = None,
) -> None:
    """Set a timer, or move and re-arm the one that stands under the same kind, subject and step."""
    row = {
        "kind": kind,
        "subject": subject,
        "step": step,
        "due_at": due_at,
        "data": data or {},
        "state": WAIT,
        "attempts": 0,
        "reason": None,
        "handled_at": None,
    }
    put_row(connection, timers, row, unique=("kind", "subject", "step"))


def cancel_timers(connection: Connection, kind: str, subject: str, at: datetime, reason: str) -> int:
    """Cancel every waiting step of a chain. Returns how many there were.

    On PostgreSQL two statements on purpose: whoever runs a step of the chain sets the next one before he lets go of
    his, and only a statement that begins after that sees it.
    """
    hold(connection, kind, subject)
    waiting = (timers.c.kind == kind) & (timers.c.subject == subject) & (timers.c.state == WAIT)
    changed = connection.execute(
        update(timers).where(waiting).values(state=CANCELLED, handled_at=at, reason=reason).returning(timers.c.id)
    )
    return len(changed.all())


def hold(connection: Connection, kind: str, subject: str) -> None:
    """Wait until no other worker runs a step of a chain, and keep it until this transaction ends."""
    if connection.dialect.name != "sqlite":
        chain = select(timers.c.id).where(timers.c.kind == kind, timers.c.subject == subject)
        connection.execute(chain.order_by(timers.c.id).with_for_update())


def waiting_subjects(connection: Connection, kind: str, subjects: Sequence[str]) -> set[str]:
    """Return which of some subjects have a timer of a kind that waits."""
    return set(connection.execute(_waiting_of, {"kind": kind, "subjects": list(subjects)}).scalars())


def is_waiting(connection: Connection, kind: str, after: datetime | None = None) -> bool:
    """Say whether any timer of a kind waits, with a moment: for later than that."""
    waits = select(timers.c.id).where(timers.c.kind == kind, timers.c.state == WAIT)
    later = waits if after is None else waits.where(timers.c.due_at > after)
    return connection.execute(later.limit(1)).first() is not None


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest waiting moment."""
    found: datetime | None = connection.scalar(_first_due)
    return found


def next_due_after(connection: Connection, now: datetime) -> datetime | None:
    """Return the earliest waiting moment after `now`."""
    later = (timers.c.state == WAIT) & (timers.c.due_at > now)
    found: datetime | None = connection.scalar(select(func.min(timers.c.due_at)).where(later))
    return found


def take_due(connection: Connection, now: datetime) -> Timer | None:
    """Return the earliest timer that is due, held by this write transaction until it ends."""
    row = connection.execute(_due, {"now": now}).first()
    return Timer(*row) if row else None


def later_step_due(connection: Connection, timer: Timer, now: datetime) -> bool:
    """Say whether a higher step of the same chain is due as well."""
    higher = select(timers.c.id).where(
        timers.c.kind == timer.kind,
        timers.c.subject == timer.subject,
        timers.c.step > timer.step,
        timers.c.state == WAIT,
        timers.c.due_at <= now,
    )
    return connection.execute(higher.limit(1)).first() is not None


def skipped_since(connection: Connection, timer: Timer) -> datetime | None:
    """Return when the first of the chain's skipped steps was due: since when the matter stood unattended."""
    skipped = select(func.min(timers.c.due_at)).where(
        timers.c.kind == timer.kind, timers.c.subject == timer.subject, timers.c.state == SKIPPED
    )
    found: datetime | None = connection.scalar(skipped)
    return found


def settle(connection: Connection, timer: Timer, at: datetime, state: str = DONE, reason: str | None = None) -> None:
    """End a timer as done, skipped or set aside. One that was re-armed meanwhile stays armed."""
    values = {"row": timer.id, "due": timer.due_at, "fate": state, "at": at, "why": reason}
    connection.execute(_settle, values)


def count_failure(connection: Connection, timer: Timer, error: str, at: datetime) -> bool:
    """Count a failed attempt; after the third the timer is set aside. Returns whether it was."""
    attempts = timer.attempts + 1
    connection.execute(update(timers).where(timers.c.id == timer.id).values(attempts=attempts, reason=error))
    if attempts < MAX_ATTEMPTS:
        return False
    settle(connection, timer, at, ASIDE, error)
    return True
