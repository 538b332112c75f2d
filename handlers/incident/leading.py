"""Incidents somebody leads, when he hands over what he holds: his successor leads them and owes what he owed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.incident import cases, words
from scheduler.belongings import Belonging
from scheduler.holdings.owing import move_owed

KIND = "突发事件"
LINE = "{number}{what}"


class HeldIncidents:
    """The open incidents somebody leads."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return the open incidents somebody leads."""
        del now
        return [
            Belonging(KIND, one.subject, LINE.format(number=words.number(one), what=words.what(one)))
            for one in cases.open_cases(connection)
            if one.leader_id == person_id
        ]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another lead it."""
        case = cases.load(turn.connection, int(belonging.subject.partition(":")[2]))
        if case.leader_id != giver_id:
            return False
        cases.moved(turn.connection, case, case.state, turn.now, leader_id=taker_id)
        move_owed(turn, case.subject, giver_id, taker_id)
        turn.record("incident.taken_over", case.subject, before=giver_id)
        return True
