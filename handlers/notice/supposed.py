"""What `explain` is told of notices, made true: `pending_notice=M3`, a notice the sender owes an answer to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.rights import Role
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from scheduler import notices
from scheduler.audience import Audience
from scheduler.notices import Asks, Draft

HEAD = "【会议】后天 9:00 工作例会"
KINDS = {"task": Asks.ACK, "reminder": Asks.DONE, "broadcast": Asks.ACK}


def pending(turn: Turn, fact: Fact, message: Message, situation: Situation) -> None:
    """Send the sender a notice, a moment before: of a meeting unless `kind=` says otherwise."""
    del message
    me = situation.sender
    if not isinstance(me, Person):
        return
    organisers = [one for one in people.people_with(turn.connection, Role.ORGANISER, turn.now) if one.id != me.id]
    kind = fact.values.get("kind", "meeting")
    draft = Draft(
        kind=kind,
        subject=f"{kind}:supposed-{fact.value}",
        head=HEAD,
        text="",
        audience=Audience.of_person(me.id, me.called),
        asks=KINDS.get(kind, Asks.RSVP),
        organiser_id=organisers[0].id if organisers else None,
        event_at=turn.now + timedelta(days=2),
        number=f"HY-{fact.value.strip('M') or '1'}",
    )
    notices.send(turn, draft)


PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {"pending_notice": pending}
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {}
