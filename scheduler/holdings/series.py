"""What recurs: a series has an organiser who is asked and told; another takes it over as it stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from scheduler.belongings import Belonging
from scheduler.series import course
from scheduler.series.asking import title_of
from scheduler.series.late import REMINDER
from scheduler.series.rows import of_organiser

KIND = "定期事项"


class HeldSeries:
    """The series somebody organises."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return the series somebody organises; reminders are held by their slice, for others alone."""
        del now
        mine = [one for one in of_organiser(connection, person_id) if one.kind != REMINDER]
        return [Belonging(KIND, one.subject, title_of(one)) for one in mine]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another organise it."""
        del giver_id
        return course.give(turn, belonging.subject, taker_id)
