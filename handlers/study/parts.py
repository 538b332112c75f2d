"""What somebody contributed: 领学, 主题发言, 研讨, 总结 of a study; 讲党课, 培训授课, 调研 by themselves.

领学 explains the topic and is named first; 主题发言 is prepared and has a title; 研讨 is free. One register for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from handlers.study.rows import parts

LEADS, SPEAKS, DISCUSSES, SUMS_UP, HOSTS = "领学", "主题发言", "研讨发言", "总结讲话", "主持"
LESSON, TEACHES, LOOKS, TALKS = "讲党课", "培训授课", "调研走访", "谈心谈话"
LECTURES = (LESSON, TEACHES)
OF_A_STUDY = (HOSTS, LEADS, SPEAKS, DISCUSSES, SUMS_UP)
#: Of 谈心谈话 the day and the persons alone: what was said never enters.
BY_THEMSELVES = (LESSON, TEACHES, LOOKS, TALKS)
PLANNED, DONE, DROPPED = "planned", "done", "dropped"


@dataclass(frozen=True, slots=True)
class Part:
    """One contribution. study_id: None where it stands by itself; then `on` says when, a local day.

    person_id: None for somebody from outside; name: as it is printed. state: as above.
    """

    id: int
    study_id: int | None
    person_id: int | None
    name: str
    part: str
    title: str
    on: date | None
    state: str
    noted_by: int
    noted_at: datetime


_COLUMNS = tuple(parts.c[one.name] for one in fields(Part))


def put(connection: Connection, one: Part) -> Part:
    """Keep a contribution; `id` is given anew."""
    row = {each.name: getattr(one, each.name) for each in fields(Part) if each.name != "id"}
    return Part(*connection.execute(insert(parts).values(**row).returning(*_COLUMNS)).one())


def of_studies(connection: Connection, study_ids: Iterable[int]) -> list[Part]:
    """Return what is contributed to some studies, in the order it was noted; what was dropped is left out."""
    here = parts.c.study_id.in_(list(study_ids)) & (parts.c.state != DROPPED)
    return [Part(*row) for row in connection.execute(select(*_COLUMNS).where(here).order_by(parts.c.id))]


def between(connection: Connection, first: date, last: date, person_ids: Iterable[int] | None = None) -> list[Part]:
    """Return what was done from `first` to before `last`, of some people or of everybody, in order of time."""
    here = (parts.c.state == DONE) & (parts.c.on >= first) & (parts.c.on < last)
    if person_ids is not None:
        here &= parts.c.person_id.in_(list(person_ids))
    return [Part(*row) for row in connection.execute(select(*_COLUMNS).where(here).order_by(parts.c.on, parts.c.id))]


def find(connection: Connection, part_id: int) -> Part | None:
    """Return a contribution."""
    row = connection.execute(select(*_COLUMNS).where(parts.c.id == part_id)).first()
    return Part(*row) if row else None


def of_everybody(connection: Connection, study_id: int) -> list[Part]:
    """Return what was ever noted of a study, also what was dropped, in the order it was noted."""
    rows = connection.execute(select(*_COLUMNS).where(parts.c.study_id == study_id).order_by(parts.c.id))
    return [Part(*row) for row in rows]


def settle(connection: Connection, ids: Iterable[int], state: str, on: date | None = None) -> None:
    """Say what became of some contributions. on: the local day they were made."""
    values = {"state": state} | ({"on": on} if on else {})
    connection.execute(update(parts).where(parts.c.id.in_(list(ids))).values(**values))


def titled(connection: Connection, part_id: int, title: str) -> None:
    """Say what somebody will speak about."""
    connection.execute(update(parts).where(parts.c.id == part_id).values(title=title))
