"""Cases: incidents as rows. Opened with a number, loaded, and moved by version.

`moved` writes what the state machine decided: of two who act at once one runs again and meets what the other did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from bot.errors import RowMoved
from bot.store.database import insert_new
from bot.store.serials import next_serial
from handlers.incident.matter import ENDED, Incident, Paper, Stage
from handlers.incident.rows import chiefs, departments, incidents

KIND = "incident"
SERIES, DRILLS = "SJ", "YL"
LONGEST_PLACE, LONGEST_KIND, LONGEST_SERIAL = 80, 20, 9
RECENTLY = timedelta(minutes=30)
_NO_COLUMNS = frozenset({"is_sure", "chiefs", "departments"})
_TIMES = ("acknowledged_at", "en_route_until", "scene_head_at", "arrived_at", "controlled_at")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new incident is opened as. place: as said. chiefs: person ids, SCHOOL for 校领导."""

    kind: str
    grade: int
    place: str = ""
    campus: str = ""
    building: str = ""
    unit_id: int | None = None
    people: int | None = None
    people_kind: str = ""
    is_drill: bool = False
    is_sure: bool = True
    platform: str = ""
    chat: str | None = None
    leader_id: int | None = None
    asked: str = ""
    chiefs: frozenset[int] = frozenset()
    departments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One incident: its row, and what the state machine knows of it.

    asked: what its reporter was last asked for: place, campus, people; empty: nothing.
    reached_at: when the duty officer got the leader in charge on the telephone.
    """

    id: int
    serial: int
    version: int
    kind: str
    place: str
    campus: str
    building: str
    unit_id: int | None
    people: int | None
    people_kind: str
    platform: str
    chat: str | None
    leader_id: int | None
    asked: str
    opened_at: datetime
    reached_at: datetime | None
    ended_at: datetime | None
    reason: str
    merged_into: int | None
    state: Incident

    @property
    def number(self) -> str:
        """The number as people write it: SJ-0017, of a drill YL-0003."""
        return f"{DRILLS if self.state.is_drill else SERIES}-{self.serial:04d}"

    @property
    def subject(self) -> str:
        """What journal, timers, pushes and owed rows call it."""
        return f"{KIND}:{self.id}"

    @property
    def where(self) -> str:
        """Return where it is, as said; the campus before a building that stands on several."""
        place = self.place or self.building
        return place if not self.campus or self.campus[:1] in place else f"{self.campus}{place}"


_PLAIN = tuple(one.name for one in fields(Case) if one.name != "state")


def open_incident(connection: Connection, opening: Opening, now: datetime) -> Case:
    """Open an incident with the next number of its series."""
    row = {one.name: getattr(opening, one.name) for one in fields(Opening) if one.name not in _NO_COLUMNS}
    row |= {
        "kind": opening.kind[:LONGEST_KIND],
        "place": opening.place[:LONGEST_PLACE],
        "serial": next_serial(connection, DRILLS if opening.is_drill else SERIES),
        "stage": (Stage.REPORTED if opening.is_sure else Stage.UNVERIFIED).value,
        "summary": Paper.MISSING.value,
        "opened_at": now,
    }
    number = int(connection.execute(insert(incidents).values(**row).returning(incidents.c.id)).scalar_one())
    for chief in sorted(opening.chiefs):
        connection.execute(insert(chiefs).values(incident_id=number, person_id=chief))
    for name in sorted(opening.departments):
        connection.execute(insert(departments).values(incident_id=number, name=name))
    return load(connection, number)


def load(connection: Connection, incident_id: int) -> Case:
    """Return an incident by its row. Raises LookupError where there is none."""
    found = _cases(connection, incidents.c.id == incident_id)
    if not found:
        raise LookupError(f"no incident {incident_id}")
    return found[0]


def by_number(connection: Connection, number: str) -> Case | None:
    """Return the incident called SJ-0017 or YL-0003, whatever the case of its letters."""
    series, _, serial = number.upper().partition("-")
    if series not in (SERIES, DRILLS) or not (serial.isascii() and serial.isdecimal()) or len(serial) > LONGEST_SERIAL:
        return None
    is_it = (incidents.c.is_drill == (series == DRILLS)) & (incidents.c.serial == int(serial))
    return next(iter(_cases(connection, is_it)), None)


_IS_OPEN = incidents.c.stage.not_in([stage.value for stage in ENDED])


def open_cases(connection: Connection) -> list[Case]:
    """Return everything that has not ended, the newest first."""
    return _cases(connection, _IS_OPEN)


def ended_since(connection: Connection, since: datetime) -> list[Case]:
    """Return what has ended since a moment, the newest first."""
    return _cases(connection, incidents.c.ended_at >= since)


def alike(connection: Connection, opening: Opening, since: datetime) -> Case | None:
    """Return the newest open incident of the same kind at the same place opened since: likely the same one."""
    if not opening.building and not opening.place:
        return None
    there = incidents.c.building == opening.building if opening.building else incidents.c.place == opening.place
    same = (
        (incidents.c.kind == opening.kind)
        & (incidents.c.campus == opening.campus)
        & there
        & (incidents.c.is_drill == opening.is_drill)
        & (incidents.c.opened_at >= since)
        & _IS_OPEN
    )
    return next(iter(_cases(connection, same)), None)


def moved(
    connection: Connection, case: Case, state: Incident, at: datetime, *, by: int | None = None, **changes: Any
) -> Case:
    """Write what the state machine decided, and other columns. Raises RowMoved where somebody else was faster.

    at: office time at which it was done, noted with new ticks. by: the person who ticked.
    """
    values = {
        "stage": state.stage.value,
        "grade": state.grade,
        "is_doubted": state.is_doubted,
        "summary": state.summary.value,
        **{name: getattr(state, name) for name in _TIMES},
        **changes,
    }
    if not state.is_open and case.ended_at is None:
        values["ended_at"] = at
    _write(connection, case, values)
    _tick(connection, case, state, at, by)
    return load(connection, case.id)


def set_back(
    connection: Connection,
    case: Case,
    values: dict[str, Any],
    *,
    chiefs_told: Iterable[int] = (),
    informed: Iterable[str] = (),
    added: Iterable[str] = (),
) -> Case:
    """Set columns back, untick chiefs and departments, and drop those that were added. Raises RowMoved."""
    _write(connection, case, values)
    here = chiefs.c.incident_id == case.id
    untold = update(chiefs).where(here, chiefs.c.person_id.in_(list(chiefs_told)))
    connection.execute(untold.values(reported_at=None, reported_by=None))
    named = departments.c.incident_id == case.id
    uninformed = update(departments).where(named, departments.c.name.in_(list(informed)))
    connection.execute(uninformed.values(informed_at=None, informed_by=None))
    connection.execute(delete(departments).where(named, departments.c.name.in_(list(added))))
    return load(connection, case.id)


def _write(connection: Connection, case: Case, values: dict[str, Any]) -> None:
    same = (incidents.c.id == case.id) & (incidents.c.version == case.version)
    changed = update(incidents).where(same).values(**values, version=case.version + 1).returning(incidents.c.id)
    if connection.execute(changed).first() is None:
        raise RowMoved(case.number)


def _tick(connection: Connection, case: Case, state: Incident, at: datetime, by: int | None) -> None:
    new = state.departments - case.state.departments
    insert_new(
        connection,
        departments,
        [{"incident_id": case.id, "name": name} for name in sorted(new)],
        unique=("incident_id", "name"),
    )
    for chief in state.reported_to - case.state.reported_to:
        is_it = (chiefs.c.incident_id == case.id) & (chiefs.c.person_id == chief)
        connection.execute(update(chiefs).where(is_it).values(reported_at=at, reported_by=by))
    for name in state.informed - case.state.informed:
        named = (departments.c.incident_id == case.id) & (departments.c.name == name)
        connection.execute(update(departments).where(named).values(informed_at=at, informed_by=by))


def _cases(connection: Connection, which: ColumnElement[bool]) -> list[Case]:
    rows = connection.execute(select(incidents).where(which).order_by(incidents.c.id.desc())).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    to_report = connection.execute(select(chiefs).where(chiefs.c.incident_id.in_(ids))).all()
    to_inform = connection.execute(select(departments).where(departments.c.incident_id.in_(ids))).all()
    return [_case(row, to_report, to_inform) for row in rows]


def _case(row: Row[Any], to_report: Sequence[Row[Any]], to_inform: Sequence[Row[Any]]) -> Case:
    mine = [one for one in to_report if one.incident_id == row.id]
    named = [one for one in to_inform if one.incident_id == row.id]
    state = Incident(
        stage=Stage(row.stage),
        grade=row.grade,
        is_drill=row.is_drill,
        is_doubted=row.is_doubted,
        chiefs=_ids(mine),
        reported_to=_ids(one for one in mine if one.reported_at is not None),
        departments=frozenset(one.name for one in named),
        informed=frozenset(one.name for one in named if one.informed_at is not None),
        summary=Paper(row.summary),
        **{name: getattr(row, name) for name in _TIMES},
    )
    return Case(**{name: getattr(row, name) for name in _PLAIN}, state=state)


def _ids(rows: Iterable[Row[Any]]) -> frozenset[int]:
    return frozenset(row.person_id for row in rows)
