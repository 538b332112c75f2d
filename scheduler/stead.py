"""Who gets what is meant for somebody, and who may answer for him: 代行 while he is away, 代办 by his secretary.

代行 takes over what is owed and gets it first, he himself a copy. Chief leaders, and whom the office lists, are nagged
once; after that it is their secretary who is. Nobody is on a scene, votes, signs in or pledges by anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import people, stand_ins
from bot.store.office_settings import OfficeSetting, text, value_of
from bot.store.people import Person

NOBODY_ELSE = "无"
ONCE_ONLY = OfficeSetting(
    "只提醒一次的人员",
    NOBODY_ELSE,
    "除主要领导外，还有谁只提醒一次、之后改提醒其代办人：写姓名或工号，用“、”隔开；没有就填“无”",
    text(200),
)


def recipient_for(connection: Connection, person: Person, now: datetime) -> tuple[Person, tuple[Person, ...]]:
    """Return who gets what is meant for a person, and who gets a copy: while he is away, 代行 and himself."""
    acting = stand_ins.acting_for(connection, person.id, now)
    if acting is None or acting.id == person.id:
        return person, ()
    return acting, (person,)


def speaks_for(connection: Connection, agent_id: int, now: datetime) -> list[Person]:
    """Return for whom somebody may answer now beside himself: those he acts for, and whose secretary he is."""
    theirs = stand_ins.away_for_whom(connection, agent_id, now) | stand_ins.secretary_of(connection, agent_id, now)
    return people.people(connection, now, theirs - {agent_id})


def nagged(connection: Connection, person: Person, now: datetime, times: int) -> Person | None:
    """Return whom to remind of what a person owes, after `times` reminders; None: nobody any more."""
    if not times or not is_spared(connection, person):
        return recipient_for(connection, person, now)[0]
    speaking = stand_ins.secretaries(connection, person.id, now)
    return recipient_for(connection, speaking[0], now)[0] if speaking else None


def is_spared(connection: Connection, person: Person) -> bool:
    """Whether somebody is reminded once only, and stands in no table of those who have not answered."""
    return Role.CHIEF in person.roles or bool(spared(connection, [person]))


def spared(connection: Connection, some: Iterable[Person]) -> frozenset[int]:
    """Return which of some people are reminded once only."""
    listed = {one.strip() for one in value_of(connection, ONCE_ONLY).replace("，", "、").split("、")}
    return frozenset(one.id for one in some if Role.CHIEF in one.roles or not listed.isdisjoint((one.name, one.number)))


def in_the_name_of(person: Person, agent: Person) -> str:
    """Write who is meant and who spoke: 王部长（张敏代）."""
    return person.called if person.id == agent.id else f"{person.called}（{agent.name}代）"
