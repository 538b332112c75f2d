"""Shifts: who is on duty where, from when to when, and who is still responsible until somebody has taken over.

A shift belongs to one campus or to all; nights run past midnight; those of different campuses overlap. Who has left is
nobody: a shift whose officer is gone is a gap, a leader who is gone is none. Whatever changes the roster calls `arm`,
so that the slice looks at it at once; nothing here knows how early people are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    FromClause,
    Index,
    String,
    Table,
    and_,
    or_,
    select,
    true,
    update,
)

from bot.store import people, timers
from bot.store.database import RowId, UtcTime, metadata
from bot.store.people import persons
from bot.store.places import campuses

WATCH = "duty.watch"  # the one timer that looks at the roster
FOLLOWS_WITHIN = timedelta(hours=1)  # a shift that begins later than this after another is not its successor
LOOKED_BACK = timedelta(days=1)  # how far for a shift that nobody has taken over
IN_USE = timedelta(days=30)  # a roster that ended longer ago is not used any more, so nothing is missing in it

shifts = Table(
    "shifts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("campus_id", RowId, ForeignKey("campuses.id")),
    Column("starts_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
    Column("officer_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("leader_id", RowId, ForeignKey("persons.id")),
    Column("phone", String(30), nullable=False, server_default=""),
    Column("told_at", UtcTime),
    Column("confirmed_at", UtcTime),
    Column("handed_over_at", UtcTime),
    Index("ix_shifts_starts_at", "starts_at"),
    Index("ix_shifts_ends_at", "ends_at"),
)


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift. Times are office times.

    campus_id: None for all campuses. leader_id: 带班领导. phone: of this shift's post, if it has its own.
    confirmed_at: when 在岗 was said. handed_over_at: when the next one took over. told_at: when its beginning was told.
    """

    id: int
    campus_id: int | None
    starts_at: datetime
    ends_at: datetime
    officer_id: int
    leader_id: int | None
    phone: str = ""
    confirmed_at: datetime | None = None
    handed_over_at: datetime | None = None
    told_at: datetime | None = None

    @property
    def subject(self) -> str:
        """What journal, pushes and timers call it."""
        return f"shift:{self.id}"


_COLUMNS = tuple(one.name for one in fields(Shift))


def on_duty(connection: Connection, now: datetime, campus_id: int | None = None) -> list[Shift]:
    """Return the shifts that run at `now`: those of the campus and those of all; None: those of every campus."""
    return _read(connection, (shifts.c.starts_at <= now) & (shifts.c.ends_at > now) & _reaching(campus_id), now)


def responsible(connection: Connection, now: datetime, campus_id: int | None = None) -> list[Shift]:
    """Return the shifts on duty, and after them each former one that nobody has taken over yet.

    A former shift counts while the one that follows it within the hour is silent, or for an hour where none follows.
    """
    current = on_duty(connection, now, campus_id)
    ended = (shifts.c.ends_at <= now) & (shifts.c.ends_at > now - LOOKED_BACK) & _reaching(campus_id)
    newest = {one.campus_id: one for one in sorted(_read(connection, ended, now), key=lambda one: one.ends_at)}
    held = [one for one in newest.values() if one.handed_over_at is None and _is_held(one, current, now)]
    still_here = {one.id for one in people.people(connection, now, [one.officer_id for one in held])}
    return current + [one for one in held if one.officer_id in still_here]


def gaps(connection: Connection, since: datetime, until: datetime) -> list[tuple[str, datetime, datetime]]:
    """Return when nobody is on duty between two moments: the campus's name ("" for all), from, to.

    Looked at are the campuses that have shifts of their own; where none has, all together; without a roster, nothing.
    """
    lately = (shifts.c.ends_at > since - IN_USE) & (shifts.c.starts_at < until)
    known = _read(connection, lately, since, leaves_after=shifts.c.ends_at)
    every = connection.execute(select(shifts.c.campus_id).where(lately).distinct()).scalars().all()
    names = {row.id: row.name for row in connection.execute(select(campuses.c.id, campuses.c.name).order_by("id"))}
    scopes = [campus_id for campus_id in names if campus_id in every] or ([None] if every else [])
    return [
        (names.get(scope, ""), start, end)
        for scope in scopes
        for start, end in _uncovered([one for one in known if one.campus_id in (scope, None)], since, until)
    ]


def find(connection: Connection, shift_id: int, now: datetime) -> Shift | None:
    """Return a shift by its row; None where it is gone or its officer has left."""
    return next(iter(_read(connection, shifts.c.id == shift_id, now)), None)


def between(connection: Connection, since: datetime, until: datetime, campus_id: int | None = None) -> list[Shift]:
    """Return the shifts that run at some moment from `since` to `until`, by their beginning."""
    return _read(connection, (shifts.c.starts_at < until) & (shifts.c.ends_at > since) & _reaching(campus_id), since)


def of_officer(connection: Connection, person_id: int, since: datetime, until: datetime) -> list[Shift]:
    """Return somebody's shifts that run at some moment between two, by their beginning."""
    return [one for one in between(connection, since, until) if one.officer_id == person_id]


def former_of(connection: Connection, shift: Shift, now: datetime) -> list[Shift]:
    """Return what a shift takes over: the newest before it of its campus, else those that reach it, within a day."""
    earlier = (shifts.c.starts_at < shift.starts_at) & (shifts.c.ends_at > shift.starts_at - LOOKED_BACK)
    found = _read(connection, earlier & _reaching(shift.campus_id), now)
    own = [one for one in found if one.campus_id == shift.campus_id] or found
    return list({one.campus_id: one for one in own}.values())


def next_of(connection: Connection, shift: Shift, now: datetime) -> Shift | None:
    """Return the shift that follows, within a day."""
    later = (shifts.c.starts_at > shift.starts_at) & (shifts.c.starts_at < shift.ends_at + LOOKED_BACK)
    found = _read(connection, later & _reaching(shift.campus_id), now)
    own = [one for one in found if one.campus_id == shift.campus_id] or found
    return own[0] if own else None


def untold(connection: Connection, now: datetime) -> list[Shift]:
    """Return the shifts that are not over and whose beginning nobody was told, by their beginning."""
    return _read(connection, (shifts.c.ends_at > now) & shifts.c.told_at.is_(None), now)


def note_told(connection: Connection, shift_id: int, at: datetime) -> None:
    """Note that the officer was told of the beginning."""
    connection.execute(update(shifts).where(shifts.c.id == shift_id).values(told_at=at))


def confirm(connection: Connection, shift_id: int, at: datetime) -> None:
    """Note that the officer said 在岗."""
    first = (shifts.c.id == shift_id) & shifts.c.confirmed_at.is_(None)
    connection.execute(update(shifts).where(first).values(confirmed_at=at))


def hand_over(connection: Connection, shift_ids: Sequence[int], at: datetime) -> None:
    """Note that the next shift has taken over."""
    connection.execute(update(shifts).where(shifts.c.id.in_(shift_ids)).values(handed_over_at=at))


def reassign(connection: Connection, shift_id: int, before: int, after: int) -> bool:
    """Give a shift to another officer, who is to be told. Returns False where it is not `before`'s any more."""
    mine = (shifts.c.id == shift_id) & (shifts.c.officer_id == before)
    values = {"officer_id": after, "told_at": None, "confirmed_at": None}
    return connection.execute(update(shifts).where(mine).values(**values).returning(shifts.c.id)).first() is not None


def is_any(connection: Connection) -> bool:
    """Whether there is a roster at all."""
    return connection.execute(select(shifts.c.id).limit(1)).first() is not None


def arm(connection: Connection, now: datetime) -> None:
    """Have the roster looked at, because it has changed."""
    timers.set_timer(connection, WATCH, "", now)


def _read(
    connection: Connection,
    condition: ColumnElement[bool],
    now: datetime,
    *,
    leaves_after: ColumnElement[datetime] | None = None,
) -> list[Shift]:
    """Read the shifts whose officer is still there, by their beginning, those of all campuses first."""
    officer, leader = persons.alias("officer"), persons.alias("leader")
    here = _is_here(officer, now) if leaves_after is None else _is_here_until(officer, leaves_after)
    wanted = [leader.c.id if name == "leader_id" else shifts.c[name] for name in _COLUMNS]
    statement = (
        select(*wanted)
        .select_from(
            shifts.join(officer, (officer.c.id == shifts.c.officer_id) & here).outerjoin(
                leader, (leader.c.id == shifts.c.leader_id) & _is_here(leader, now)
            )
        )
        .where(condition)
    )
    found = [Shift(*row) for row in connection.execute(statement).all()]
    return sorted(found, key=lambda one: (one.starts_at, one.campus_id or 0, one.id))


def _is_here(person: FromClause, now: datetime) -> ColumnElement[bool]:
    """Build the condition that somebody is there for a shift: at its beginning, and now unless it is over."""
    left = person.c.left_at
    return or_(left.is_(None), and_(left > shifts.c.starts_at, or_(left > now, shifts.c.ends_at <= now)))


def _is_here_until(person: FromClause, moment: ColumnElement[datetime]) -> ColumnElement[bool]:
    return or_(person.c.left_at.is_(None), person.c.left_at >= moment)


def _reaching(campus_id: int | None) -> ColumnElement[bool]:
    return true() if campus_id is None else or_(shifts.c.campus_id == campus_id, shifts.c.campus_id.is_(None))


def _is_held(former: Shift, current: Sequence[Shift], now: datetime) -> bool:
    reached = [one for one in current if None in (one.campus_id, former.campus_id)]
    following = [one for one in current if one.campus_id == former.campus_id] or reached
    if any(one.officer_id == former.officer_id for one in following):
        return False
    began = [one.starts_at for one in following] or [now]
    return any(moment - former.ends_at <= FOLLOWS_WITHIN for moment in began)


def _uncovered(known: Iterable[Shift], since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    found, reached = [], since
    for one in known:
        if one.starts_at > reached:
            found.append((reached, min(one.starts_at, until)))
        reached = max(reached, one.ends_at)
    return found + ([(reached, until)] if reached < until else [])
