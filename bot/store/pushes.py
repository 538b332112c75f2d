"""Pushes: neutral content for one recipient, frozen, and its fate. A reply is a push that answers a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    false,
    func,
    insert,
    select,
    text,
    update,
)

from bot.messages import Card
from bot.store import cards
from bot.store.database import RowId, UtcTime, metadata
from bot.store.files import Enclosed

NOT_SETTLED = WAIT, RESERVED, CALLED = "wait", "reserved", "called"
DELIVERED, DROPPED, FAILED, UNKNOWN = "delivered", "dropped", "failed", "unknown"


class Severity(IntEnum):
    """What goes first. An alarm is never held back by quiet hours or bundles."""

    NORMAL = 0
    URGENT = 1
    ALARM = 2


@dataclass(frozen=True, slots=True)
class Recipient:
    """Exactly one of: a person of the office, an account on a platform, a chat on a platform."""

    person_id: int | None = None
    platform: str | None = None
    account: str | None = None
    chat: str | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """One thing to be said to one recipient.

    audience: who it is to the matter (`sender`, `leader`, `chief`, `duty`, `group` …); its effect is `push:<audience>`.
    subject: what it is about, so that it can be withdrawn when the matter is closed.
    answers: the inbox row it replies to, None for a push of our own.
    not_before, expires_at: office time.
    card: buttons beside the text; with an empty text: the card as it is to look now that it was pressed.
    inside: for a group of the department's own people only; it is not said there any more once outsiders may be in it.
    file: what is handed over; the text is then said only where no file can be carried.
    held: why it was put off; empty: it was not. first_due: when it was to leave, where that was before `not_before`.
    fell_due: whether a timer set it off, and nobody's doing.
    """

    id: int
    recipient: Recipient
    text: str
    audience: str
    subject: str
    severity: Severity
    answers: int | None
    not_before: datetime
    expires_at: datetime | None
    resent: int = 0
    card: Card | None = None
    inside: bool = False
    file: Enclosed | None = None
    held: str = ""
    first_due: datetime | None = None
    fell_due: bool = False

    @property
    def changes_a_card(self) -> bool:
        """Whether it says nothing and only changes a card that was sent, which nobody pressed."""
        return self.answers is None and not self.text and self.card is not None and bool(self.card.shown)

    @property
    def rank(self) -> int:
        """Return what leaves first, the highest: what is graver, and of equals the answer somebody waits for."""
        return 2 * int(self.severity) + (self.answers is not None)


_UNASKED = text("answers IS NULL")

pushes = Table(
    "pushes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("created_at", UtcTime, nullable=False),
    Column("source", String(40), nullable=False),
    Column("person_id", RowId),
    Column("platform", String(20)),
    Column("account", String(128)),
    Column("chat", String(128)),
    Column("text", Text, nullable=False),
    Column("card", JSON(none_as_null=True)),
    Column("inside", Boolean, nullable=False, server_default=false()),
    Column("card_id", String(64), nullable=False, server_default=""),
    Column("file_id", RowId),
    Column("file_name", String(100), nullable=False, server_default=""),
    Column("audience", String(20), nullable=False),
    Column("subject", String(120), nullable=False, server_default=""),
    Column("severity", Integer, nullable=False, server_default="0"),
    Column("answers", RowId),
    Column("not_before", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
    Column("held", String(10), nullable=False, server_default=""),
    Column("first_due", UtcTime),
    Column("reserved_until", UtcTime),
    Column("state", String(9), nullable=False, server_default=WAIT),
    Column("resent", Integer, nullable=False, server_default="0"),
    Column("route", String(80)),
    Column("lane", String(220)),
    Column("call_id", RowId),
    Column("said", Text),
    Column("reason", Text),
    Column("settled_at", UtcTime),
    Index(
        "ix_pushes_open",
        "severity",
        "id",
        sqlite_where=text("state IN ('wait', 'reserved')"),
        postgresql_where=text("state IN ('wait', 'reserved')"),
    ),
    Index("ix_pushes_lane", "lane", sqlite_where=text("state = 'called'"), postgresql_where=text("state = 'called'")),
    Index("ix_pushes_answers", "answers"),
    Index("ix_pushes_person_id", "person_id", "settled_at", sqlite_where=_UNASKED, postgresql_where=_UNASKED),
    Index("ix_pushes_account", "account", "settled_at", sqlite_where=_UNASKED, postgresql_where=_UNASKED),
    Index("ix_pushes_source", "source"),
    Index("ix_pushes_subject", "subject"),
    Index("ix_pushes_call_id", "call_id"),
    Index("ix_pushes_card_id", "card_id", sqlite_where=text("card_id <> ''"), postgresql_where=text("card_id <> ''")),
)
_put = insert(pushes).returning(pushes.c.id)
_AS_THEY_ARE = ("text", "audience", "subject", "answers", "not_before", "expires_at", "first_due", "resent", "inside")


def put(
    connection: Connection,
    push: Push,
    *,
    source: str,
    at: datetime,
    reserved_until: datetime | None = None,
) -> int:
    """Store a push (its `id` is ignored) and return its row.

    reserved_until: machine time until which only the door that waits for it may take it.
    """
    number: int = connection.execute(_put, _values(push, source, at, reserved_until)).scalar_one()
    return number


def put_all(connection: Connection, given: Sequence[Push], *, source: str, at: datetime) -> None:
    """Store many pushes by one statement (their `id` is ignored)."""
    if given:
        connection.execute(insert(pushes), [_values(push, source, at, None) for push in given])


def _values(push: Push, source: str, at: datetime, reserved_until: datetime | None) -> dict[str, Any]:
    return {
        **{name: getattr(push, name) for name in _AS_THEY_ARE},
        **asdict(push.recipient),
        **cards.as_columns(push.card),
        "created_at": at,
        "source": source,
        "severity": int(push.severity),
        "reserved_until": reserved_until,
        "state": RESERVED if reserved_until else WAIT,
        "file_id": push.file.id if push.file else None,
        "file_name": push.file.name if push.file else "",
    }


def settle(connection: Connection, ids: Sequence[int], state: str, at: datetime, *, reason: str | None = None) -> None:
    """Write the fate of pushes."""
    if ids:
        connection.execute(update(pushes).where(pushes.c.id.in_(ids)).values(state=state, settled_at=at, reason=reason))


def in_order(connection: Connection, which: Select[tuple[int]]) -> list[int]:
    """Return the rows of some pushes, held from now on: on PostgreSQL whoever holds several takes them in one order."""
    return list(connection.scalars(which.order_by(pushes.c.id).with_for_update()))


def withdraw(connection: Connection, subject: str, at: datetime, reason: str) -> int:
    """Drop the pushes about a matter that have not left; what is under way is not said again. Returns how many."""
    under_way = (pushes.c.subject == subject) & (pushes.c.state == CALLED)
    if connection.dialect.name != "sqlite":
        in_order(connection, select(pushes.c.id).where(pushes.c.subject == subject, pushes.c.state.in_(NOT_SETTLED)))
    connection.execute(update(pushes).where(under_way).values(expires_at=at))
    gone = connection.execute(
        update(pushes)
        .where(pushes.c.subject == subject, pushes.c.state.in_((WAIT, RESERVED)))
        .values(state=DROPPED, settled_at=at, reason=reason)
        .returning(pushes.c.id)
    )
    return len(gone.all())


def of_source(connection: Connection, source: str) -> list[tuple[Push, str]]:
    """Return what was said in one turn, and how each stands, the first first."""
    rows = connection.execute(select(pushes).where(pushes.c.source == source).order_by(pushes.c.id))
    return [(push_of(row), row.state) for row in rows]


def counts(connection: Connection) -> dict[str, int]:
    """Count pushes by state."""
    rows = connection.execute(select(pushes.c.state, func.count()).group_by(pushes.c.state))
    return {row[0]: row[1] for row in rows}


def push_of(row: Any) -> Push:
    """Read a push from a row that holds its fields."""
    return Push(
        id=row.id,
        recipient=Recipient(row.person_id, row.platform, row.account, row.chat),
        text=row.text,
        audience=row.audience,
        subject=row.subject,
        severity=Severity(row.severity),
        answers=row.answers,
        not_before=row.not_before,
        expires_at=row.expires_at,
        resent=row.resent,
        card=cards.from_column(row.card),
        inside=row.inside,
        file=Enclosed(row.file_id, row.file_name) if row.file_id else None,
        held=row.held,
        first_due=row.first_due,
        fell_due=row.source.startswith("timer:"),
    )
