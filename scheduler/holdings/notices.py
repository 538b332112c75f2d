"""Notices that stand: who organised them is told who has not answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update

from bot.turn import Turn
from scheduler.belongings import Belonging
from scheduler.notices.rows import notices, of_organiser

KIND = "通知"
MOST, MEETING = 200, "meeting"


class HeldNotices:
    """The notices somebody organised that are not over; a meeting's goes with the meeting."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return the notices somebody organised whose event is not over."""
        found = of_organiser(connection, person_id, MOST)
        return [
            Belonging(KIND, f"notice:{one.id}:organised", one.head)
            for one in found
            if one.kind != MEETING and (one.event_at is None or one.event_at > now)
        ]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another be told of the answers."""
        number = int(belonging.subject.split(":")[1])
        his = (notices.c.id == number) & (notices.c.organiser_id == giver_id)
        changed = update(notices).where(his).values(organiser_id=taker_id).returning(notices.c.id)
        return turn.connection.execute(changed).first() is not None
