"""Reminders for others stay with whoever set them until another takes them over; one's own go with him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.reminder import rows, words
from scheduler import series
from scheduler.belongings import Belonging, Holding


class HeldReminders:
    """The reminders somebody has set for others."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> Sequence[Belonging]:
        """Return those that are to come."""
        del now
        mine = rows.open_of(connection, person_id)
        return [Belonging(words.FOR_OTHERS, one.subject, one.short) for one in mine if one.audience is not None]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another be the one who set it."""
        del giver_id
        found = rows.find(turn.connection, int(belonging.subject.partition(":")[2]))
        if found is None:
            return False
        series.give(turn, found.subject, taker_id)
        rows.change(turn.connection, found.id, owner_id=taker_id)
        turn.record("reminder.given", found.subject, to=taker_id)
        return True


#: The slice's holdings, by name.
HELD: Mapping[str, Holding] = {"reminders": HeldReminders()}
