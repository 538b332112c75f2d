"""Owed: what a person must do or confirm, since when, until when, and how it was settled.

One table for receipts, arrivals, reports, sign-ins, tasks and summaries, so that nagging, deputies, to-do lists and
who-is-missing are queries over it. Rows are settled, never deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    select,
    text,
    true,
    update,
)

from bot.store.database import RowId, UtcTime, insert_new, insert_one_new, metadata
from bot.turn import Turn

DONE, EXCUSED, VOID, HANDED_OVER = "done", "excused", "void", "handed over"
LAPSED = "lapsed"  # the event came and nobody had answered

owed = Table(
    "owed",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("person_id", RowId, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("data", JSON, nullable=False),
    Column("opened_by", String(40), nullable=False, server_default=""),
    Column("settled_at", UtcTime),
    Column("settled_how", String(20)),
    Column("settled_by", String(40)),
    UniqueConstraint("kind", "subject", "person_id"),
    Index(
        "ix_owed_open",
        "person_id",
        sqlite_where=text("settled_at IS NULL"),
        postgresql_where=text("settled_at IS NULL"),
    ),
    Index("ix_owed_subject", "subject"),
)


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing one person owes, or owed. Times are office times."""

    id: int
    kind: str
    subject: str
    person_id: int
    since: datetime
    due_at: datetime | None
    data: dict[str, Any]
    settled_at: datetime | None
    settled_how: str | None


_FIELDS = (
    owed.c.id,
    owed.c.kind,
    owed.c.subject,
    owed.c.person_id,
    owed.c.since,
    owed.c.due_at,
    owed.c.data,
    owed.c.settled_at,
    owed.c.settled_how,
)


def owe(
    turn: Turn,
    kind: str,
    subject: str,
    person_id: int,
    *,
    due_at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Write down what a person owes; the same kind of the same subject is owed once."""
    row = {
        "kind": kind,
        "subject": subject,
        "person_id": person_id,
        "since": turn.now,
        "due_at": due_at,
        "data": data or {},
        "opened_by": turn.source,
    }
    if insert_one_new(turn.connection, owed, row, unique=("kind", "subject", "person_id")) is None:
        same = (owed.c.kind == kind) & (owed.c.subject == subject) & (owed.c.person_id == person_id)
        ended = same & owed.c.settled_how.in_((VOID, HANDED_OVER, LAPSED))  # ended before, and owed again now
        anew = update(owed).where(ended).values(**row, settled_at=None, settled_how=None, settled_by=None)
        if turn.connection.execute(anew.returning(owed.c.id)).first() is None:
            return
    turn.record("owed.opened", subject, kind=kind, person=person_id)


def owe_all(
    turn: Turn,
    kind: str,
    subject: str,
    person_ids: Sequence[int],
    *,
    due_at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Write down what many people owe, by one statement; who owes or owed it already is left as he stands."""
    shared = {"kind": kind, "subject": subject, "since": turn.now, "due_at": due_at, "data": data or {}}
    owing = [{**shared, "person_id": one, "opened_by": turn.source} for one in person_ids]
    insert_new(turn.connection, owed, owing, unique=("kind", "subject", "person_id"))
    turn.record("owed.opened", subject, kind=kind, people=list(person_ids))


def settle(turn: Turn, kind: str, subject: str, person_id: int, how: str = DONE) -> bool:
    """Settle what a person owes, dated when it was done. Returns False where nothing was open."""
    at = turn.waiting.happened_at if turn.waiting else turn.now
    changed = turn.connection.execute(
        update(owed)
        .where(
            owed.c.kind == kind,
            owed.c.subject == subject,
            owed.c.person_id == person_id,
            owed.c.settled_at.is_(None),
        )
        .values(settled_at=at, settled_how=how, settled_by=turn.source)
        .returning(owed.c.id)
    ).first()
    if changed is None:
        return False
    turn.record("owed.settled", subject, kind=kind, person=person_id, how=how)
    return True


def settle_anew(turn: Turn, kind: str, subject: str, person_id: int, how: str) -> None:
    """Settle otherwise what was settled: somebody thought better of his answer."""
    at = turn.waiting.happened_at if turn.waiting else turn.now
    same = (owed.c.kind == kind) & (owed.c.subject == subject) & (owed.c.person_id == person_id)
    turn.connection.execute(update(owed).where(same).values(settled_at=at, settled_how=how, settled_by=turn.source))
    turn.record("owed.settled", subject, kind=kind, person=person_id, how=how)


def open_again(
    turn: Turn, kind: str, subject: str, *, due_at: datetime | None = None, person_id: int | None = None
) -> None:
    """Owe anew what everybody, or one person, had settled of one kind on a subject; what was void stays void."""
    same = (owed.c.kind == kind) & (owed.c.subject == subject) & (owed.c.settled_how.is_distinct_from(VOID))
    same &= (owed.c.person_id == person_id) if person_id is not None else true()
    anew = {"settled_at": None, "settled_how": None, "settled_by": None, "due_at": due_at}
    turn.connection.execute(update(owed).where(same).values(**anew))


def redate(turn: Turn, kind: str, subject: str, person_id: int, due_at: datetime | None) -> None:
    """Let what somebody owes be due at another time."""
    same = (owed.c.kind == kind) & (owed.c.subject == subject) & (owed.c.person_id == person_id)
    turn.connection.execute(update(owed).where(same, owed.c.settled_at.is_(None)).values(due_at=due_at))


def one(connection: Connection, kind: str, subject: str, person_id: int) -> Owed | None:
    """Return what one person owes, or owed, of one kind on a subject."""
    same = (owed.c.kind == kind) & (owed.c.subject == subject) & (owed.c.person_id == person_id)
    row = connection.execute(select(*_FIELDS).where(same)).first()
    return Owed(*row) if row else None


def settle_all(turn: Turn, kind: str, subject: str, how: str = DONE) -> None:
    """Settle what everybody owes of one kind on a subject."""
    for row in on_subject(turn.connection, subject):
        if row.kind == kind and row.settled_at is None:
            settle(turn, kind, subject, row.person_id, how)


def take_back(turn: Turn, subject: str, source: str) -> None:
    """Undo what one turn did to what is owed on a subject: open again what it settled, void what it opened."""
    here = (owed.c.subject == subject) & (owed.c.settled_by == source)
    again = update(owed).where(here).values(settled_at=None, settled_how=None, settled_by=None)
    turn.connection.execute(again)
    new = (owed.c.subject == subject) & (owed.c.opened_by == source) & owed.c.settled_at.is_(None)
    for row in turn.connection.execute(select(owed.c.kind, owed.c.person_id).where(new)).all():
        settle(turn, row.kind, subject, row.person_id, VOID)


def close_subject(turn: Turn, subject: str, how: str = VOID) -> int:
    """Settle everything still owed on a subject. Returns how much it was."""
    open_rows = [one for one in on_subject(turn.connection, subject) if one.settled_at is None]
    return sum(settle(turn, one.kind, subject, one.person_id, how) for one in open_rows)


_still_of = select(*_FIELDS).where(owed.c.person_id == bindparam("person"), owed.c.settled_at.is_(None))


def open_of(connection: Connection, person_id: int) -> list[Owed]:
    """Return what a person still owes, what is due first, first."""
    found = [Owed(*row) for row in connection.execute(_still_of, {"person": person_id})]
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at or one.since, one.id))


def open_of_people(connection: Connection, person_ids: Iterable[int]) -> list[Owed]:
    """Return what some people still owe, in the order it was opened."""
    theirs = owed.c.person_id.in_(list(person_ids)) & owed.c.settled_at.is_(None)
    return [Owed(*row) for row in connection.execute(select(*_FIELDS).where(theirs).order_by(owed.c.id))]


def on_subject(connection: Connection, subject: str) -> list[Owed]:
    """Return everything owed or settled on a subject, in the order it was opened."""
    rows = connection.execute(select(*_FIELDS).where(owed.c.subject == subject).order_by(owed.c.id))
    return [Owed(*row) for row in rows]
