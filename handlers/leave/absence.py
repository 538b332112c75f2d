"""An absence as it stands: who, from when to when, who acts, of what kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.rights import Act, Relation, may
from bot.situation import Situation
from bot.store import people, stand_ins
from bot.store.people import Person
from bot.store.stand_ins import StandIn
from handlers.leave import rows, talk
from handlers.leave.known import AHEAD
from handlers.leave.wording import acting_in_words, count_days, days_in_words, kind_for_others, span_in_words


@dataclass(frozen=True, slots=True)
class Absence:
    """One absence of one person. id: its row of `stand_ins`, 0 where it is only proposed."""

    id: int
    person: Person
    agent: Person | None
    since: datetime
    until: datetime | None
    kind: str

    @property
    def subject(self) -> str:
        """What journal, pushes and timers call it."""
        return f"absence:{self.id}"

    def words(self, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
        """Return what texts say of it, for others than himself."""
        return {
            "name": self.person.called,
            "span": span_in_words(self.since, self.until, now, zone),
            "days": days_in_words(self.since, self.until, zone),
            "kind": kind_for_others(self.kind),
            "acting": acting_in_words(self.agent),
            "agent": self.agent.called if self.agent else "",
        }

    def count(self, zone: ZoneInfo) -> int:
        """Count its days; 0 for a part of one, or where nobody knows."""
        return count_days(self.since, self.until, zone)


def absence_of(connection: Connection, row: StandIn, now: datetime) -> Absence | None:
    """Return the absence of a row; None where who is away has left."""
    ids = [row.person_id] + ([row.agent_id] if row.agent_id else [])
    known = {one.id: one for one in people.people(connection, now, ids)}
    if row.person_id not in known:
        return None
    kind = rows.kinds_of(connection, [row.id]).get(row.id, "")
    return Absence(row.id, known[row.person_id], known.get(row.agent_id or 0), row.since, row.until, kind)


def next_of(connection: Connection, person: Person, now: datetime) -> Absence | None:
    """Return the absence somebody is in, else the next to come."""
    found = stand_ins.absences(connection, now, now + AHEAD, [person.id])
    return absence_of(connection, found[0], now) if found else None


def replaced_by(connection: Connection, person_id: int, since: datetime, until: datetime | None) -> list[list[Any]]:
    """Return the rows an absence replaces as a deed keeps them: id, and until when each was."""
    met: Sequence[StandIn] = stand_ins.absences(connection, since, until or since + timedelta(days=36500), [person_id])
    return [[one.id, one.until.isoformat() if one.until else None] for one in met]


def may_enter(connection: Connection, sender: Person, person: Person, situation: Situation) -> bool:
    """Whether the sender may enter an absence of somebody: himself, his secretary, the office."""
    if sender.id == person.id or person.id in stand_ins.secretary_of(connection, sender.id, situation.now):
        return True
    return may(situation.roles, Act.HAND_OVER, Relation.ANYBODY)


def refusal(person: Person, situation: Situation) -> str:
    """Word that somebody else enters it."""
    return talk.NOT_YOURS.format(name=person.called, contact=situation.contact)
