"""Who reported an incident, and who was told of it: each once, so that what changes reaches exactly those."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.store.database import insert_new
from handlers.incident.rows import reports, told


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said of an incident. account: platform/account. name, phone: of a stranger, as he gave them."""

    account: str
    person_id: int | None
    text: str
    at: datetime
    name: str = ""
    phone: str = ""
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who was told. audience: what he is to it (leader, chief, duty, head …). seen_at: when he said 收到."""

    person_id: int
    audience: str
    first_at: datetime
    seen_at: datetime | None


def noted_report(connection: Connection, incident_id: int, report: Report) -> int:
    """Keep what somebody reported; returns the row."""
    row = {one.name: getattr(report, one.name) for one in fields(Report)}
    kept = insert(reports).values(incident_id=incident_id, **row).returning(reports.c.id)
    return int(connection.execute(kept).scalar_one())


def reports_of(connection: Connection, incident_id: int) -> list[Report]:
    """Return everything reported of an incident, the first first."""
    columns = [reports.c[one.name] for one in fields(Report)]
    rows = connection.execute(select(*columns).where(reports.c.incident_id == incident_id).order_by(reports.c.id))
    return [Report(*row) for row in rows]


def reported_by(connection: Connection, account: str, incident_ids: Collection[int]) -> set[int]:
    """Return which of these incidents an account reported."""
    if not incident_ids:
        return set()
    mine = select(reports.c.incident_id).where(reports.c.account == account, reports.c.incident_id.in_(incident_ids))
    return set(connection.execute(mine.distinct()).scalars())


def times_reported(connection: Connection, account: str, since: datetime) -> int:
    """Count what an account reported since a moment."""
    mine = select(func.count()).where(reports.c.account == account, reports.c.at >= since)
    return connection.execute(mine).scalar_one()


def tell(connection: Connection, incident_id: int, person_id: int, audience: str, now: datetime) -> bool:
    """Note that somebody is told. Returns False where he was told before."""
    if any(one.person_id == person_id for one in told_of(connection, incident_id)):
        return False
    row = {"incident_id": incident_id, "person_id": person_id, "audience": audience, "first_at": now}
    insert_new(connection, told, [row], unique=("incident_id", "person_id"))
    return True


def seen(connection: Connection, incident_id: int, person_id: int, at: datetime) -> None:
    """Note that somebody who was told has said 收到; the first time counts."""
    his = (told.c.incident_id == incident_id) & (told.c.person_id == person_id) & told.c.seen_at.is_(None)
    connection.execute(update(told).where(his).values(seen_at=at))


def asked_anew(connection: Connection, incident_id: int, person_id: int) -> None:
    """Note that somebody who has said 收到 before is asked for it again: something else is wanted of him now."""
    his = (told.c.incident_id == incident_id) & (told.c.person_id == person_id)
    connection.execute(update(told).where(his).values(seen_at=None))


def unseen_by(connection: Connection, person_id: int, incident_ids: Collection[int]) -> set[int]:
    """Return of which of these incidents somebody was told and has not said 收到 yet."""
    his = (told.c.person_id == person_id) & told.c.incident_id.in_(incident_ids) & told.c.seen_at.is_(None)
    return set(connection.execute(select(told.c.incident_id).where(his)).scalars())


def told_of(connection: Connection, incident_id: int) -> list[Told]:
    """Return who was told, in the order they were."""
    columns = (told.c.person_id, told.c.audience, told.c.first_at, told.c.seen_at)
    rows = connection.execute(
        select(*columns).where(told.c.incident_id == incident_id).order_by(told.c.first_at, told.c.person_id)
    )
    return [Told(*row) for row in rows]


def told_as(connection: Connection, person_id: int, incident_ids: Collection[int]) -> dict[int, str]:
    """Return what somebody is to which of these incidents, of those he was told of."""
    rows = connection.execute(
        select(told.c.incident_id, told.c.audience).where(
            told.c.person_id == person_id, told.c.incident_id.in_(incident_ids)
        )
    )
    return {row.incident_id: row.audience for row in rows}
