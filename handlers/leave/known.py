"""What a reading may know of the sender: when he is away or will be, and for whom he acts then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

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


def facts(connection: Connection, message: Message, sender: Person | Place | None, now: datetime) -> Known:
    """Look up what concerns the sender."""
    del message
    if not isinstance(sender, Person):
        return Known()
    own = tuple(absences(connection, now, now + AHEAD, [sender.id]))
    named = (stand_ins.c.agent_id == sender.id) & (stand_ins.c.kind == ACTING)
    lasts = stand_ins.c.until.is_(None) | (stand_ins.c.until > now)
    acts = connection.execute(select(stand_ins.c.id).where(named & lasts).limit(1)).first() is not None
    return Known(own, acts)
