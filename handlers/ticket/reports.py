"""What was said of a ticket by whom, how many reported it, and who was told of it, each once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.store.database import insert_new
from handlers.ticket.rows import reports, told


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said of a ticket.

    account: platform/account. is_report: he reports it himself; else it only belongs to it. name, phone: of whom it
    comes from, where that is another or a stranger. inbox_id: the message, with its pictures.
    """

    account: str
    person_id: int | None
    text: str
    at: datetime
    name: str = ""
    phone: str = ""
    inbox_id: int | None = None
    is_report: bool = True


_COLUMNS = [reports.c[one.name] for one in fields(Report)]


def note(connection: Connection, ticket_id: int, report: Report) -> None:
    """Keep what somebody said."""
    row = {one.name: getattr(report, one.name) for one in fields(Report)}
    connection.execute(insert(reports).values(ticket_id=ticket_id, **row))


def of_ticket(connection: Connection, ticket_id: int) -> list[Report]:
    """Return everything said of a ticket, the first first."""
    rows = connection.execute(select(*_COLUMNS).where(reports.c.ticket_id == ticket_id).order_by(reports.c.id))
    return [Report(*row) for row in rows]


def reporters(connection: Connection, ticket_id: int) -> list[Report]:
    """Return who reported it, each account once, the first first."""
    found: dict[str, Report] = {}
    for one in of_ticket(connection, ticket_id):
        if one.is_report:
            found.setdefault(one.account, one)
    return list(found.values())


def reported_by(connection: Connection, account: str, ticket_ids: Collection[int]) -> set[int]:
    """Return which of these tickets an account reported."""
    mine = select(reports.c.ticket_id).where(
        reports.c.account == account, reports.c.is_report, reports.c.ticket_id.in_(ticket_ids)
    )
    return set(connection.execute(mine.distinct()).scalars())


def times_reported(connection: Connection, account: str, since: datetime) -> int:
    """Count what an account reported since a moment."""
    mine = select(func.count()).where(reports.c.account == account, reports.c.is_report, reports.c.at >= since)
    return connection.execute(mine).scalar_one()


def tell(connection: Connection, ticket_id: int, person_id: int, audience: str, now: datetime) -> bool:
    """Note that somebody is told. Returns False where he was told before."""
    his = (told.c.ticket_id == ticket_id) & (told.c.person_id == person_id)
    if connection.execute(select(told.c.at).where(his)).first() is not None:
        return False
    row = {"ticket_id": ticket_id, "person_id": person_id, "audience": audience, "at": now}
    insert_new(connection, told, [row], unique=("ticket_id", "person_id"))
    return True


def told_of(connection: Connection, ticket_id: int) -> dict[int, str]:
    """Return who was told, and as what, in the order they were."""
    rows = connection.execute(
        select(told.c.person_id, told.c.audience)
        .where(told.c.ticket_id == ticket_id)
        .order_by(told.c.at, told.c.person_id)
    )
    return {row.person_id: row.audience for row in rows}


def told_as(connection: Connection, person_id: int, ticket_ids: Collection[int]) -> dict[int, str]:
    """Return what somebody is to which of these tickets, of those he was told of."""
    mine = (told.c.person_id == person_id) & told.c.ticket_id.in_(ticket_ids)
    rows = connection.execute(select(told.c.ticket_id, told.c.audience).where(mine))
    return {row.ticket_id: row.audience for row in rows}


def note_phone(connection: Connection, ticket_id: int, account: str, phone: str) -> None:
    """Keep the telephone of who reported a ticket."""
    his = (reports.c.ticket_id == ticket_id) & (reports.c.account == account) & reports.c.is_report
    connection.execute(update(reports).where(his).values(phone=phone))
