"""Whether somebody may register or see what another contributed: where that one works, or is a member."""

from __future__ import annotations

from sqlalchemy import select

from bot.rights import Act, Concern, may_concerning
from bot.store.dated import holds
from bot.store.people import Person
from bot.store.units import members
from bot.turn import Turn


def may_about(turn: Turn, me: Person, act: Act, person: Person) -> bool:
    """Whether somebody may act on what concerns another, by his unit or by a branch he belongs to."""
    his = select(members.c.branch_id).where(members.c.person_id == person.id, holds(members, turn.now))
    branches = turn.connection.execute(his).scalars().all()
    concerns = [Concern(person_id=person.id, unit_id=person.unit_id), *(Concern(branch_id=one) for one in branches)]
    return any(may_concerning(me.id, me.held, act, one) for one in concerns)
