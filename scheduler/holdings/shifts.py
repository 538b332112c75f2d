"""Shifts to come: of who is on them, and of who leads them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, or_, select, update

from bot.settings import Office
from bot.store import shifts
from bot.turn import Turn
from scheduler.belongings import Belonging
from scheduler.leads import weekday

OFFICER, LEADER = "值班", "带班"
LINE = "{month}月{day}日（{weekday}）{start}至{end}{kind}"
_LED = "led"


class HeldShifts:
    """Shifts that are not over."""

    def __init__(self, office: Office) -> None:
        self._zone = ZoneInfo(office.zone)

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return somebody's shifts by their beginning; also of who has left, whose shifts count as gaps."""
        table = shifts.shifts
        his = or_(table.c.officer_id == person_id, table.c.leader_id == person_id)
        rows = connection.execute(select(table).where(his, table.c.ends_at > now).order_by(table.c.starts_at)).all()
        found = []
        for row in rows:
            if row.officer_id == person_id:
                line = self._line(row.starts_at, row.ends_at, OFFICER)
                found.append(Belonging(OFFICER, f"shift:{row.id}", line))
            if row.leader_id == person_id:
                line = self._line(row.starts_at, row.ends_at, LEADER)
                found.append(Belonging(LEADER, f"shift:{row.id}:{_LED}", line))
        return found

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Put another on a shift, or let him lead it; he is asked for 在岗 as any other."""
        _, number, *led = belonging.subject.split(":")
        table = shifts.shifts
        if led:
            his = (table.c.id == int(number)) & (table.c.leader_id == giver_id)
            changed = update(table).where(his).values(leader_id=taker_id).returning(table.c.id)
            return turn.connection.execute(changed).first() is not None
        is_moved = shifts.reassign(turn.connection, int(number), giver_id, taker_id)
        shifts.arm(turn.connection, turn.now)
        return is_moved

    def _line(self, starts_at: datetime, ends_at: datetime, kind: str) -> str:
        start, end = starts_at.astimezone(self._zone), ends_at.astimezone(self._zone)
        return LINE.format(
            month=start.month,
            day=start.day,
            weekday=weekday(start.date()),
            start=f"{start:%H:%M}",
            end=f"{end:%H:%M}",
            kind=kind,
        )
