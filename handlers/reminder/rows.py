"""Where reminders stand: what, for whom, when next, and by which rule. Rows are never deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from bot.store.database import RowId, UtcTime, metadata
from handlers.reminder.state import MISSED, WAITING

LONGEST_LINE = 60

reminders = Table(
    "reminders",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("owner_id", RowId, nullable=False),
    Column("audience", JSON(none_as_null=True)),
    Column("text", Text, nullable=False),
    Column("at", UtcTime),
    Column("rule", Text, nullable=False, server_default=""),
    Column("said", String(60), nullable=False, server_default=""),
    Column("state", String(9), nullable=False, server_default=WAITING),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("rung", Integer, nullable=False, server_default="0"),
    Column("rung_at", UtcTime),
    Column("set_at", UtcTime, nullable=False),
    Column("told_at", UtcTime),
    Index(
        "ix_reminders_owner",
        "owner_id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder.

    owner_id: who set it; it is for him where there is no audience. at: when it rings, once, or next after a change.
    rule: by which it recurs, empty for once; said: the words of that rule. rung: how often it rang, and when last.
    """

    id: int
    owner_id: int
    audience: Mapping[str, Any] | None
    text: str
    at: datetime | None
    rule: str
    said: str
    state: str
    version: int
    rung: int
    rung_at: datetime | None
    set_at: datetime

    @property
    def subject(self) -> str:
        """Return what timers, series and the journal call it."""
        return f"reminder:{self.id}"

    @property
    def short(self) -> str:
        """Return what it is about in a line; all of it is said when it rings."""
        return self.text if len(self.text) <= LONGEST_LINE else f"{self.text[: LONGEST_LINE - 1]}…"

    @property
    def ring(self) -> str:
        """Return the subject of what is owed since it rang last."""
        return f"{self.subject}:{self.rung}"


_FIELDS = [reminders.c[name] for name in Reminder.__slots__]
_held = select(*_FIELDS).where(reminders.c.id == bindparam("row")).with_for_update()
_last_set = select(func.max(reminders.c.id)).where(
    reminders.c.owner_id == bindparam("owner"),
    reminders.c.state == WAITING,
    reminders.c.set_at >= bindparam("since"),
)
_change = update(reminders).where(reminders.c.id == bindparam("row")).returning(*_FIELDS)


def put(connection: Connection, values: Mapping[str, Any]) -> Reminder:
    """Write a new reminder."""
    row = connection.execute(insert(reminders).values(**values).returning(*_FIELDS)).one()
    return Reminder(*row)


def change(connection: Connection, reminder_id: int, **values: Any) -> Reminder:
    """Overwrite columns of a reminder, and return it as it is then."""
    return Reminder(*connection.execute(_change, {"row": reminder_id, **values}).one())


def find(connection: Connection, reminder_id: int) -> Reminder | None:
    """Return a reminder by its row."""
    row = connection.execute(_held, {"row": reminder_id}).first()
    return Reminder(*row) if row else None


def open_of(connection: Connection, owner_id: int) -> list[Reminder]:
    """Return the reminders of somebody that are to come, the oldest first."""
    his = (reminders.c.owner_id == owner_id) & (reminders.c.state == WAITING)
    return [Reminder(*row) for row in connection.execute(select(*_FIELDS).where(his).order_by(reminders.c.id))]


def last_set(connection: Connection, owner_id: int, since: datetime) -> int:
    """Return the row of what somebody set last, since a moment, and is to come; 0 where he set none."""
    return int(connection.scalar(_last_set, {"owner": owner_id, "since": since}) or 0)


def of_rows(connection: Connection, ids: Sequence[int]) -> list[Reminder]:
    """Return reminders by their rows, in their order."""
    found = {one.id: one for one in map(_made, connection.execute(select(*_FIELDS).where(reminders.c.id.in_(ids))))}
    return [found[one] for one in ids if one in found]


def missed_of(connection: Connection, owner_id: int, now: datetime) -> list[tuple[datetime, str]]:
    """Return when and of what somebody was not reminded because it was too late, and note that he is told."""
    untold = (reminders.c.owner_id == owner_id) & (reminders.c.state == MISSED) & reminders.c.told_at.is_(None)
    rows = connection.execute(update(reminders).where(untold).values(told_at=now).returning(*_FIELDS))
    return sorted((one.at or one.set_at, one.text) for one in map(_made, rows))


def _made(row: Any) -> Reminder:
    return Reminder(*row)
