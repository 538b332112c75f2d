"""What the morning digest says of tasks: how many of those somebody assigned are open, and late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.store.people import Person
from handlers.task import tasks
from scheduler.agenda import Line, Weight

GIVEN = "交办未销号{count}件"
LATE = "，其中逾期{count}件"


def agenda(connection: Connection, person: Person, now: datetime) -> Sequence[Line]:
    """Return a line on what others owe him."""
    mine = tasks.of_people(connection, [person.id], now)
    given = [one for one in mine if one.state.is_open and one.state.assigner == person.id != one.state.owner]
    if not given:
        return []
    late = sum(one.state.is_overdue(now) for one in given)
    return [Line(Weight.WAITING, GIVEN.format(count=len(given)) + (LATE.format(count=late) if late else ""))]
