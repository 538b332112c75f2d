"""A meeting as a value, and looking meetings up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from bot.errors import RowMoved
from handlers.meeting.rows import meetings
from scheduler.audience import Audience

CALLED, HELD, CANCELLED = "called", "held", "cancelled"
LENGTH = timedelta(hours=1, minutes=30)  # of a meeting whose end nobody said


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting. Times are office times.

    number: which one of its kind in the year; None until it takes place, and for ever of one that is cancelled.
    version: how often it was changed. series: of one that comes again, the subject of its series.
    collects: what is handed in before it, until `collect_by`.
    """

    id: int
    uid: str
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    agenda: tuple[str, ...]
    note: str
    audience: Audience
    organiser_id: int
    state: str
    number: int | None
    version: int
    series: str
    collects: str
    collect_by: datetime | None
    called_at: datetime

    @property
    def subject(self) -> str:
        """Return the subject under which its notice, pushes, timers and journal stand."""
        return f"meeting:{self.id}"

    @property
    def is_called(self) -> bool:
        """Whether it is still to take place."""
        return self.state == CALLED

    @property
    def over_at(self) -> datetime:
        """Return when it ends, or is taken to end."""
        return self.ends_at or self.starts_at + LENGTH


def put(connection: Connection, **columns: Any) -> Meeting:
    """Keep a meeting. columns: those of the table but `id` and `state`."""
    row = columns | {"state": CALLED, "audience": columns["audience"].data(), "agenda": list(columns["agenda"])}
    return _meeting(connection.execute(insert(meetings).values(**row).returning(*meetings.c)).one())


def moved(connection: Connection, meeting: Meeting, **changes: Any) -> Meeting:
    """Change a meeting. Raises RowMoved where it was changed meanwhile."""
    if isinstance(changes.get("audience"), Audience):
        changes["audience"] = changes["audience"].data()
    if "agenda" in changes:
        changes["agenda"] = list(changes["agenda"])
    same = (meetings.c.id == meeting.id) & (meetings.c.version == meeting.version) & (meetings.c.state == meeting.state)
    row = connection.execute(update(meetings).where(same).values(**changes).returning(*meetings.c)).first()
    if row is None:
        raise RowMoved(meeting.subject)
    return _meeting(row)


def find(connection: Connection, meeting_id: int) -> Meeting | None:
    """Return a meeting."""
    row = connection.execute(select(meetings).where(meetings.c.id == meeting_id)).first()
    return _meeting(row) if row else None


def named(connection: Connection, subject: str) -> Meeting | None:
    """Return the meeting of a subject `meeting:12`."""
    number = subject.removeprefix("meeting:")
    return find(connection, int(number)) if number.isdecimal() else None


def between(
    connection: Connection, first: datetime, last: datetime, *states: str, organiser_id: int | None = None
) -> list[Meeting]:
    """Return those that begin from `first` to before `last`, in order of time. states: only these; none: all."""
    statement = select(meetings).where(meetings.c.starts_at >= first, meetings.c.starts_at < last)
    if states:
        statement = statement.where(meetings.c.state.in_(states))
    if organiser_id is not None:
        statement = statement.where(meetings.c.organiser_id == organiser_id)
    rows = connection.execute(statement.order_by(meetings.c.starts_at, meetings.c.id))
    return [_meeting(row) for row in rows]


def of_series(connection: Connection, series: str) -> list[Meeting]:
    """Return those of a series that are still to take place, in order of time."""
    still = (meetings.c.series == series) & (meetings.c.state == CALLED)
    rows = connection.execute(select(meetings).where(still).order_by(meetings.c.starts_at))
    return [_meeting(row) for row in rows]


def last_of_kind(connection: Connection, kind: str, before: datetime) -> Meeting | None:
    """Return the last meeting of a kind that took place."""
    his = (meetings.c.kind == kind) & (meetings.c.state == HELD) & (meetings.c.starts_at <= before)
    row = connection.execute(select(meetings).where(his).order_by(meetings.c.starts_at.desc()).limit(1)).first()
    return _meeting(row) if row else None


def waiting_before(connection: Connection, meeting: Meeting, since: datetime) -> int:
    """Return how many of its kind are to take place from `since` until it."""
    earlier = or_(
        meetings.c.starts_at < meeting.starts_at,
        (meetings.c.starts_at == meeting.starts_at) & (meetings.c.id < meeting.id),
    )
    statement = select(func.count()).where(
        meetings.c.kind == meeting.kind, meetings.c.state == CALLED, meetings.c.starts_at >= since, earlier
    )
    return int(connection.execute(statement).scalar_one())


def _meeting(row: Row[Any]) -> Meeting:
    values = row._asdict()
    values["agenda"] = tuple(values["agenda"])
    values["audience"] = Audience.of(values["audience"])
    return Meeting(**values)
