"""Studies 学习活动 as values, and their rows: planned, open for signing in, closed, cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.errors import RowMoved
from bot.store import people
from bot.store.people import Person
from handlers.study.rows import studies
from handlers.study.window import Window
from scheduler.audience import Audience

PLANNED, OPEN, CLOSED, CANCELLED = "planned", "open", "closed", "cancelled"
UNDATED, NOTED = "undated", "noted"  # in a plan with its month alone; held without signing in, and noted afterwards
AT_HAND = (PLANNED, OPEN, CLOSED)
LATELY, SOON = timedelta(days=31), timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Study:
    """A study. Times are office times.

    unit_id, branch_id: whose it is, None both: the whole department's. chat_id: the group that is told of it.
    opens_at, late_from, closes_at: its window. wants: what is handed in after it (心得), until `wants_by`.
    version: how often it was changed. series: of one that comes again, the subject of its series.
    plan_no: its number in its plan.
    """

    id: int
    uid: str
    kind: str
    title: str
    topic: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    opens_at: datetime
    late_from: datetime
    closes_at: datetime
    audience: Audience
    unit_id: int | None
    branch_id: int | None
    organiser_id: int
    chat_id: int | None
    state: str
    has_vote: bool
    needs_code: bool
    secret: str = field(repr=False)
    wants: str
    wants_by: datetime | None
    note: str
    plan_id: int | None
    plan_no: int | None
    series: str
    version: int
    made_at: datetime
    closed_at: datetime | None

    @property
    def subject(self) -> str:
        """Return the subject under which its notice, pushes, timers and journal stand."""
        return subject_of(self.id)

    @property
    def signing(self) -> str:
        """Return the subject of what is said while signing in is open, and void afterwards."""
        return f"{self.subject}:signing"

    @property
    def window(self) -> Window:
        """Return when signing in counts."""
        return Window(self.opens_at, self.late_from, self.closes_at)

    def judged(self, at: datetime, now: datetime) -> datetime:
        """Return the moment a sign-in of `at` is judged by: a clock put back once it opened makes nobody early."""
        return max(at, self.opens_at) if self.state == OPEN and now < self.opens_at else at

    @property
    def number(self) -> str:
        """Return its number as it is said: XX-0012."""
        return f"XX-{self.id:04}"


_COLUMNS = tuple(studies.c[one.name] for one in fields(Study))
_near = (
    select(*_COLUMNS)
    .where(studies.c.closes_at > bindparam("since"), studies.c.opens_at < bindparam("until"))
    .where(studies.c.state.in_(AT_HAND))
    .order_by(studies.c.starts_at, studies.c.id)
)
_open = select(*_COLUMNS).where(studies.c.state == OPEN).order_by(studies.c.id)


def subject_of(study_id: int) -> str:
    """Return the subject of a study by its row id."""
    return f"study:{study_id}"


def put(connection: Connection, window: Window, **columns: Any) -> Study:
    """Keep a study. columns: those of the table but `id`, `uid`, `secret` and the window."""
    row = {"state": PLANNED, **columns, "audience": columns["audience"].data()} | _window(window)
    row |= {"uid": f"{secrets.token_hex(12)}@houqin", "secret": secrets.token_hex(16)}
    return _study(connection.execute(insert(studies).values(**row).returning(*_COLUMNS)).one())


def moved(connection: Connection, study: Study, window: Window | None = None, **changes: Any) -> Study:
    """Change a study. Raises RowMoved where it was changed meanwhile."""
    if isinstance(changes.get("audience"), Audience):
        changes["audience"] = changes["audience"].data()
    changes |= _window(window) if window else {}
    same = (studies.c.id == study.id) & (studies.c.version == study.version) & (studies.c.state == study.state)
    row = connection.execute(update(studies).where(same).values(**changes).returning(*_COLUMNS)).first()
    if row is None:
        raise RowMoved(study.subject)
    return _study(row)


def find(connection: Connection, study_id: int) -> Study | None:
    """Return a study."""
    row = connection.execute(select(*_COLUMNS).where(studies.c.id == study_id)).first()
    return _study(row) if row else None


def named(connection: Connection, subject: str) -> Study | None:
    """Return the study of a subject `study:12`."""
    number = subject.removeprefix("study:")
    return find(connection, int(number)) if number.isdecimal() else None


def open_ones(connection: Connection) -> list[Study]:
    """Return those that are open for signing in, in the order they were made."""
    return [_study(row) for row in connection.execute(_open)]


def some(connection: Connection, ids: Iterable[int]) -> list[Study]:
    """Return studies by row id, in order of time."""
    rows = connection.execute(select(*_COLUMNS).where(studies.c.id.in_(list(ids))))
    return sorted((_study(row) for row in rows), key=lambda one: (one.starts_at, one.id))


def between(  # noqa: PLR0913 — what may be asked of a span
    connection: Connection,
    first: datetime,
    last: datetime,
    states: Sequence[str] = (),
    *,
    organiser_id: int | None = None,
    plan_id: int | None = None,
    kinds: Sequence[str] = (),
) -> list[Study]:
    """Return those that begin from `first` to before `last`, in order of time. states, kinds: only these; none: all."""
    statement = select(*_COLUMNS).where(studies.c.starts_at >= first, studies.c.starts_at < last)
    if states:
        statement = statement.where(studies.c.state.in_(states))
    if kinds:
        statement = statement.where(studies.c.kind.in_(kinds))
    if organiser_id is not None:
        statement = statement.where(studies.c.organiser_id == organiser_id)
    if plan_id is not None:
        statement = statement.where(studies.c.plan_id == plan_id)
    rows = connection.execute(statement.order_by(studies.c.starts_at, studies.c.id))
    return [_study(row) for row in rows]


def near(connection: Connection, moment: datetime) -> list[Study]:
    """Return those at hand at a moment, in order of time: open, or their window within days of it."""
    return [_study(row) for row in connection.execute(_near, {"since": moment - LATELY, "until": moment + SOON})]


def organiser(connection: Connection, study: Study, now: datetime) -> Person | None:
    """Return who runs a study; None where he has left."""
    return people.person(connection, study.organiser_id, now)


def _window(window: Window) -> dict[str, datetime]:
    return {"opens_at": window.opens_at, "late_from": window.late_from, "closes_at": window.closes_at}


def _study(row: Row[Any]) -> Study:
    values = row._asdict()
    values["audience"] = Audience.of(values["audience"])
    return Study(**values)
