"""Who stands in for whom: 代行 while somebody is away, 代办 by a secretary who speaks for him. Dated rows.

代行 takes over what he would be alarmed for, asked and owe; away without anybody named, the office falls back on his
deputies. 代办 says 收到 and the like in his name, and is shown as doing so; nobody is on a scene by 代办.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Index, String, Table, insert, select, update

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


def is_away(connection: Connection, person_id: int, now: datetime) -> bool:
    """Say whether somebody is away, whether or not anybody acts for him."""
    return connection.execute(select(stand_ins.c.id).where(_acting(person_id, now)).limit(1)).first() is not None


def acting_for(connection: Connection, person_id: int, now: datetime) -> Person | None:
    """Return who acts for somebody who is away, and for him where he is away as well; None where nobody is named."""
    found, seen = None, {person_id}
    for _ in range(MOST_STEPS):
        named = select(stand_ins.c.agent_id).where(_acting(person_id, now)).order_by(stand_ins.c.since.desc())
        agent = connection.execute(named.limit(1)).scalar()
        if agent is None or agent in seen:
            return found
        seen.add(agent)
        found, person_id = people.person(connection, agent, now) or found, agent
    return found


def secretary_of(connection: Connection, agent_id: int, now: datetime) -> set[int]:
    """Return for whom somebody may speak."""
    mine = (stand_ins.c.agent_id == agent_id) & (stand_ins.c.kind == SECRETARY) & holds(stand_ins, now)
    return set(connection.execute(select(stand_ins.c.person_id).where(mine)).scalars())


def go_away(
    connection: Connection, person_id: int, agent_id: int | None, since: datetime, until: datetime | None = None
) -> None:
    """Note that somebody is away, and who acts for him; what held or was to come for him is replaced."""
    come_back(connection, person_id, since)
    values = {"person_id": person_id, "agent_id": agent_id, "kind": ACTING, "since": since, "until": until}
    connection.execute(insert(stand_ins).values(**values))


def come_back(connection: Connection, person_id: int, now: datetime) -> bool:
    """Note that somebody is back. Returns False where he was not away."""
    his = (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == ACTING) & holds(stand_ins, now)
    closed = update(stand_ins).where(his).values(until=now).returning(stand_ins.c.id)
    return connection.execute(closed).first() is not None


def _acting(person_id: int, now: datetime) -> ColumnElement[bool]:
    return (stand_ins.c.person_id == person_id) & (stand_ins.c.kind == ACTING) & holds(stand_ins, now)
