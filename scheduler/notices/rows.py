"""Where notices and their answers stand. A row is changed by version, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from bot.errors import RowMoved
from bot.store.database import RowId, UtcTime, metadata
from bot.store.serials import next_serial
from scheduler.audience import Audience
from scheduler.notices.notice import CLOSED, OPEN, Asks, Draft, Notice

SERIES = "TZ"

notices = Table(
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("subject", String(120), nullable=False, unique=True),
    Column("number", String(30), nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("head", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("asks", String(10), nullable=False),
    Column("organiser_id", RowId, ForeignKey("persons.id")),
    Column("event_at", UtcTime),
    Column("answer_by", UtcTime),
    Column("leads", JSON, nullable=False),
    Column("state", String(10), nullable=False, server_default=OPEN),
    Column("sent_at", UtcTime, nullable=False),
    Column("changes", Integer, nullable=False, server_default="0"),
    Column("changed_at", UtcTime),
    Column("lines", JSON, nullable=False),
    Index("ix_notices_number", "number"),
    Index("ix_notices_organiser_id", "organiser_id"),
)
notice_answers = Table(
    "notice_answers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("notice_id", RowId, ForeignKey("notices.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("how", String(20), nullable=False),
    Column("kind", String(10), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("delegate_id", RowId, ForeignKey("persons.id")),
    Column("by_id", RowId, ForeignKey("persons.id")),
    Column("at", UtcTime, nullable=False),
    Column("source", String(40), nullable=False),
    Index("ix_notice_answers_notice_id", "notice_id"),
)


def put(connection: Connection, draft: Draft, now: datetime) -> Notice:
    """Keep a notice that is being sent."""
    number = draft.number or f"{SERIES}-{next_serial(connection, SERIES):04d}"
    row = {
        "kind": draft.kind,
        "subject": draft.subject,
        "number": number,
        "head": draft.head,
        "text": draft.text,
        "audience": draft.audience.data(),
        "asks": draft.asks.value,
        "organiser_id": draft.organiser_id,
        "event_at": draft.event_at,
        "answer_by": draft.answer_by,
        "leads": [int(lead.total_seconds()) for lead in draft.leads],
        "sent_at": now,
        "lines": [],
    }
    return _notice(connection.execute(insert(notices).values(**row).returning(*notices.c)).one())


def moved(connection: Connection, notice: Notice, **changes: Any) -> Notice:
    """Change a notice. changes: columns; an Audience is written as data. Raises RowMoved where it moved meanwhile."""
    if isinstance(changes.get("audience"), Audience):
        changes["audience"] = changes["audience"].data()
    same = (notices.c.id == notice.id) & (notices.c.version == notice.version) & (notices.c.state == notice.state)
    row = connection.execute(update(notices).where(same).values(**changes).returning(*notices.c)).first()
    if row is None:
        raise RowMoved(notice.owed)
    return _notice(row)


def by_id(connection: Connection, notice_id: int) -> Notice | None:
    """Return a notice."""
    return _first(connection, notices.c.id == notice_id)


def of_subject(connection: Connection, subject: str) -> Notice | None:
    """Return the notice of a matter (`meeting:12`)."""
    return _first(connection, notices.c.subject == subject)


def by_number(connection: Connection, number: str) -> Notice | None:
    """Return the newest notice with a number (`TZ-0012`, or its matter's own)."""
    return _first(connection, notices.c.number == number)


def of_organiser(connection: Connection, person_id: int, newest: int = 10) -> list[Notice]:
    """Return what somebody sent that stands, the newest first; also what nobody must answer."""
    his = (notices.c.organiser_id == person_id) & (notices.c.state == OPEN)
    rows = connection.execute(select(notices).where(his).order_by(notices.c.id.desc()).limit(newest))
    return [_notice(row) for row in rows]


def last_over(connection: Connection, person_id: int, since: datetime) -> Notice | None:
    """Return what somebody sent last that was to be answered and whose event came since then."""
    his = (notices.c.organiser_id == person_id) & (notices.c.state == CLOSED) & (notices.c.event_at >= since)
    return _first(connection, his & (notices.c.asks != Asks.NOTHING.value))


def answered_since(connection: Connection, person_id: int, since: datetime) -> str:
    """Return the number of the notice somebody answered last, himself or for another, since then; else nothing."""
    said = (notice_answers.c.person_id == person_id) | (notice_answers.c.by_id == person_id)
    last = (
        select(notices.c.number)
        .join(notice_answers, notice_answers.c.notice_id == notices.c.id)
        .where(said, notice_answers.c.at >= since)
        .order_by(notice_answers.c.id.desc())
        .limit(1)
    )
    return str(connection.execute(last).scalar() or "")


def some(connection: Connection, ids: Iterable[int]) -> list[Notice]:
    """Return those of `ids` that stand, the newest first."""
    standing = notices.c.id.in_(list(ids)) & (notices.c.state == OPEN)
    return [_notice(row) for row in connection.execute(select(notices).where(standing).order_by(notices.c.id.desc()))]


def answered(  # noqa: PLR0913 — the columns of an answer
    connection: Connection,
    notice: Notice,
    person_id: int,
    how: str,
    *,
    kind: str,
    reason: str,
    delegate_id: int | None,
    by_id: int | None,
    at: datetime,
    source: str,
) -> None:
    """Keep an answer."""
    row = {
        "notice_id": notice.id,
        "version": notice.version,
        "person_id": person_id,
        "how": how,
        "kind": kind,
        "reason": reason,
        "delegate_id": delegate_id,
        "by_id": by_id,
        "at": at,
        "source": source,
    }
    connection.execute(insert(notice_answers).values(**row))


def answers_of(connection: Connection, notice_id: int) -> list[Row[Any]]:
    """Return every answer to a notice, in the order they came; the last of a person is the one that holds."""
    his = notice_answers.c.notice_id == notice_id
    return list(connection.execute(select(notice_answers).where(his).order_by(notice_answers.c.id)))


def _first(connection: Connection, which: ColumnElement[bool]) -> Notice | None:
    row = connection.execute(select(notices).where(which).order_by(notices.c.id.desc()).limit(1)).first()
    return _notice(row) if row else None


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        number=row.number,
        version=row.version,
        head=row.head,
        text=row.text,
        audience=Audience.of(row.audience),
        asks=Asks(row.asks),
        organiser_id=row.organiser_id,
        event_at=row.event_at,
        answer_by=row.answer_by,
        leads=tuple(timedelta(seconds=one) for one in row.leads),
        state=row.state,
        sent_at=row.sent_at,
        changes=row.changes,
        changed_at=row.changed_at,
        lines=tuple(row.lines),
    )
