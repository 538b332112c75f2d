"""Who stands in for whom: 代行 while somebody is away, 代办 by a secretary who speaks for him. Dated rows.

代行 takes over what he would be alarmed for, asked and owe; away without anybody named, the office falls back on his
deputies. 代办 says 收到 and the like in his name, and is shown as doing so; nobody is on a scene by 代办.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Select,
    String,
    Table,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from bot.store import people
from bot.store.database import RowId, metadata
from bot.store.dated import holds, period
from bot.store.people import Person

ACTING, SECRETARY = "代行", "代办"
MOST_STEPS = 3  # 代行 of a 代行 of a 代行

stand_ins = Table(
    "stand_ins",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("agent_id", RowId, ForeignKey("persons.id")),
    Column("kind", String(2), nullable=False),
    *period(),
    Index("ix_stand_ins_person_id", "person_id"),
    Index("ix_stand_ins_agent_id", "agent_id"),
)


@dataclass(frozen=True, slots=True)
class StandIn:
    """One row: of whom, by whom (None: by nobody), 代行 or 代办, from the first moment to the first one after."""

    id: int
    person_id: int
    agent_id: int | None
    kind: str
    since: datetime
    until: datetime | None


_COLUMNS = tuple(stand_ins.c[one.name] for one in fields(StandIn))
_agent = (
    select(stand_ins.c.agent_id)
    .where(stand_ins.c.person_id == bindparam("person"), stand_ins.c.kind == ACTING, holds(stand_ins, bindparam("now")))
    .order_by(stand_ins.c.since.desc())
    .limit(1)
)


def is_away(connection: Connection, person_id: int, now: datetime) -> bool:
    """Say whether somebody is away, whether or not anybody acts for him."""
    return connection.execute(select(stand_ins.c.id).where(_acting(person_id, now)).limit(1)).first() is not None


def acting_for(connection: Connection, person_id: int, now: datetime) -> Person | None:
    """Return who acts for somebody who is away, and for him where he is away as well; None where nobody is named."""
    found, seen = None, {person_id}
    for _ in range(MOST_STEPS):
        agent = connection.execute(_agent, {"person": person_id, "now": now}).scalar()
        if agent is None or agent in seen:
            return found
        seen.add(agent)
        found, person_id = people.person(connection, agent, now) or found, agent
    return found


def away_for_whom(connection: Connection, agent_id: int, now: datetime) -> set[int]:
    """Return in whose place somebody acts now: who named him, and for whom those act who are away themselves."""
    found: set[int] = set()
    agents = {agent_id}
    for _ in range(MOST_STEPS):
        named = stand_ins.c.agent_id.in_(agents) & (stand_ins.c.kind == ACTING) & holds(stand_ins, now)
        rows = set(connection.execute(select(stand_ins.c.person_id).where(named)).scalars())
        agents = rows - found - {agent_id}
        if not agents:
            break
        found |= agents
    return found


def secretary_of(connection: Connection, agent_id: int, now: datetime) -> set[int]:
    """Return for whom somebody may speak."""
    mine = (stand_ins.c.agent_id == agent_id) & (stand_ins.c.kind == SECRETARY) & holds(stand_ins, now)
    return set(connection.execute(select(stand_ins.c.person_id).where(mine)).scalars())


def secretaries(connection: Connection, person_id: int, now: datetime) -> list[Person]:
    """Return who may speak for somebody, in order."""
    his = (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == SECRETARY) & holds(stand_ins, now)
    return people.people(connection, now, connection.execute(select(stand_ins.c.agent_id).where(his)).scalars().all())


def absences(
    connection: Connection, since: datetime, until: datetime, person_ids: Iterable[int] | None = None
) -> list[StandIn]:
    """Return who is away at some moment from `since` to `until`, of `person_ids` or of everybody, by the beginning."""
    given: dict[str, object] = {"from": since, "to": until}
    if person_ids is None:
        return [StandIn(*row) for row in connection.execute(_away(), given)]
    return [StandIn(*row) for row in connection.execute(_away_of_some(), {**given, "ids": list(person_ids)})]


@cache
def _away() -> Select[Any]:
    lasts = or_(stand_ins.c.until.is_(None), stand_ins.c.until > bindparam("from"))
    away = (stand_ins.c.kind == ACTING) & (stand_ins.c.since < bindparam("to")) & lasts & _lasts()
    return select(*_COLUMNS).where(away).order_by(stand_ins.c.since, stand_ins.c.id)


@cache
def _away_of_some() -> Select[Any]:
    return _away().where(stand_ins.c.person_id.in_(bindparam("ids", expanding=True)))


def find(connection: Connection, row_id: int) -> StandIn | None:
    """Return a row by its id."""
    row = connection.execute(select(*_COLUMNS).where(stand_ins.c.id == row_id)).first()
    return StandIn(*row) if row else None


def go_away(
    connection: Connection, person_id: int, agent_id: int | None, since: datetime, until: datetime | None = None
) -> int:
    """Note that somebody is away, and who acts for him; what held or was to come for him then is replaced.

    Returns the row id.
    """
    still = or_(stand_ins.c.until.is_(None), stand_ins.c.until > since)
    meets = still & (stand_ins.c.since < until) if until is not None else still
    same = (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == ACTING) & meets & _lasts()
    for row in connection.execute(select(stand_ins.c.id, stand_ins.c.since).where(same)).all():
        change(connection, row.id, until=max(row.since, since))
    values = {"person_id": person_id, "agent_id": agent_id, "kind": ACTING, "since": since, "until": until}
    return int(connection.execute(insert(stand_ins).values(**values).returning(stand_ins.c.id)).scalar_one())


def come_back(connection: Connection, person_id: int, now: datetime) -> bool:
    """Note that somebody is back. Returns False where he was not away."""
    his = (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == ACTING) & holds(stand_ins, now)
    closed = update(stand_ins).where(his).values(until=now).returning(stand_ins.c.id)
    return connection.execute(closed).first() is not None


def change(connection: Connection, row_id: int, **values: datetime | int | None) -> None:
    """Correct a row: `since`, `until` (the beginning itself: it never held) or `agent_id`."""
    connection.execute(update(stand_ins).where(stand_ins.c.id == row_id).values(**values))


def propose(connection: Connection, person_id: int, agent_id: int, now: datetime) -> int:
    """Write down that a secretary is to speak for somebody; it holds once `until` is lifted. Returns the row id."""
    values = {"person_id": person_id, "agent_id": agent_id, "kind": SECRETARY, "since": now, "until": now}
    return int(connection.execute(insert(stand_ins).values(**values).returning(stand_ins.c.id)).scalar_one())


def speak_no_more(connection: Connection, person_id: int, agent_id: int | None, now: datetime) -> list[int]:
    """End that a secretary (None: whoever does) speaks for somebody. Returns the rows that ended."""
    his = (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == SECRETARY) & holds(stand_ins, now)
    if agent_id is not None:
        his &= stand_ins.c.agent_id == agent_id
    closed = update(stand_ins).where(his).values(until=now).returning(stand_ins.c.id)
    return list(connection.execute(closed).scalars())


def _acting(person_id: int, now: datetime) -> ColumnElement[bool]:
    return (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == ACTING) & holds(stand_ins, now)


def _lasts() -> ColumnElement[bool]:
    """Build the condition that a row holds at any moment at all: what was taken back ended as it began."""
    return or_(stand_ins.c.until.is_(None), stand_ins.c.until > stand_ins.c.since)
