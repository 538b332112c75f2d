"""What a reading may know of the sender: when he is away or will be, and for whom he acts then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from bot.messages import Message
from bot.store.people import Person
from bot.store.places import Place
from bot.store.stand_ins import ACTING, StandIn, absences, stand_ins

AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Known:
    """away: the sender's own absences that are not over, by the beginning. acts: whether somebody named him 代行."""

    away: tuple[StandIn, ...] = ()
    acts: bool = False


_ACTS = (
    select(stand_ins.c.id)
    .where(
        stand_ins.c.agent_id == bindparam("agent"),
        stand_ins.c.kind == ACTING,
        stand_ins.c.until.is_(None) | (stand_ins.c.until > bindparam("now")),
    )
    .limit(1)
)


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Known:
    """Look up what concerns the sender."""
    del message
    if not isinstance(sender, Person):
        return Known()
    own = tuple(absences(connection, now, now + AHEAD, [sender.id]))
    acts = connection.execute(_ACTS, {"agent": sender.id, "now": now}).first() is not None
    return Known(own, acts)
