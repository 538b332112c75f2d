"""Plans 学习计划: a name, who made it, and its sessions, each under its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from handlers.study import studies
from handlers.study.rows import plans
from handlers.study.studies import CANCELLED, Study

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. organiser_id: who runs its sessions where a session names nobody."""

    id: int
    name: str
    organiser_id: int


_COLUMNS = (plans.c.id, plans.c.name, plans.c.organiser_id)


def every(connection: Connection) -> list[Plan]:
    """Return every plan, the newest first."""
    return [Plan(*row) for row in connection.execute(select(*_COLUMNS).order_by(plans.c.id.desc()))]


def by_name(connection: Connection, name: str) -> Plan | None:
    """Return the plan of a name."""
    row = connection.execute(select(*_COLUMNS).where(plans.c.name == name)).first()
    return Plan(*row) if row else None


def put(connection: Connection, name: str, organiser_id: int, now: datetime) -> Plan:
    """Return the plan of a name, made where there is none."""
    if (known := by_name(connection, name)) is not None:
        return known
    row = {"name": name, "organiser_id": organiser_id, "made_at": now}
    return Plan(*connection.execute(insert(plans).values(**row).returning(*_COLUMNS)).one())


def sessions(connection: Connection, plan_id: int) -> list[Study]:
    """Return the sessions of a plan that stand, in order of time."""
    return [one for one in studies.between(connection, FIRST, LAST, plan_id=plan_id) if one.state != CANCELLED]


def session(connection: Connection, plan_id: int, number: int) -> Study | None:
    """Return the session of a plan under its number."""
    return next((one for one in sessions(connection, plan_id) if one.plan_no == number), None)


def all_sessions(connection: Connection) -> list[tuple[Plan, Study]]:
    """Return every session that stands under a plan, plan by plan."""
    return [(plan, one) for plan in reversed(every(connection)) for one in sessions(connection, plan.id)]


def names(given: Iterable[Plan]) -> list[str]:
    """Return what plans are called."""
    return [one.name for one in given]
