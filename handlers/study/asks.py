"""What the organiser is asked 待同意: leave, being online, a sign-in afterwards; his word is recorded as said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from handlers.study.rows import asks

WAITING, GRANTED, REFUSED, WITHDRAWN = "waiting", "granted", "refused", "withdrawn"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. what: the status wished for (请假 公出 线上 补签). asked_by: who said it, perhaps for another."""

    id: int
    study_id: int
    person_id: int
    what: str
    reason: str
    asked_by: int
    asked_at: datetime
    state: str


_COLUMNS = tuple(asks.c[one.name] for one in fields(Ask))


def put(connection: Connection, one: Ask) -> Ask:
    """Keep a request; one that waits already of the same person and study is replaced. `id` is given anew."""
    same = (asks.c.study_id == one.study_id) & (asks.c.person_id == one.person_id) & (asks.c.state == WAITING)
    connection.execute(update(asks).where(same).values(state=WITHDRAWN, decided_at=one.asked_at))
    row = {each.name: getattr(one, each.name) for each in fields(Ask) if each.name != "id"}
    return Ask(*connection.execute(insert(asks).values(**row).returning(*_COLUMNS)).one())


def decide(connection: Connection, one: Ask, state: str, by: int | None, at: datetime, answer: str = "") -> bool:
    """Write the organiser's word. Returns False where it was decided meanwhile."""
    same = (asks.c.id == one.id) & (asks.c.state == WAITING)
    values = {"state": state, "decided_by": by, "decided_at": at, "answer": answer[:200]}
    return connection.execute(update(asks).where(same).values(**values).returning(asks.c.id)).first() is not None


def find(connection: Connection, ask_id: int) -> Ask | None:
    """Return a request."""
    row = connection.execute(select(*_COLUMNS).where(asks.c.id == ask_id)).first()
    return Ask(*row) if row else None


def waiting(connection: Connection, study_ids: Iterable[int]) -> list[Ask]:
    """Return what waits for a word on some studies, in the order it was asked."""
    here = asks.c.study_id.in_(list(study_ids)) & (asks.c.state == WAITING)
    return [Ask(*row) for row in connection.execute(select(*_COLUMNS).where(here).order_by(asks.c.id))]
