"""What somebody holds of requests when he goes: those that wait for his word, and his own nobody has ended.

None waits before somebody gone, and an answer finds somebody who can do something with it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.request import requests, words
from handlers.request.matter import Request, Stage
from scheduler.belongings import Belonging
from scheduler.holdings.owing import move_owed

KIND = "请示报告"


class HeldRequests:
    """The requests before somebody, and those he asked."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return those that are not over, the oldest first."""
        del now
        mine = [one for one in requests.open_of(connection, person_id) if _holds(one, person_id)]
        return [Belonging(KIND, one.subject, f"{words.number(one)}{words.title(one)}") for one in mine]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Let another answer it, or be its asker; nobody answers his own."""
        request = requests.load(turn.connection, int(belonging.subject.partition(":")[2]))
        if not _holds(request, giver_id) or taker_id in (request.asker_id, request.addressee_id):
            return False
        if request.addressee_id == giver_id:
            requests.moved(turn.connection, request, addressee_id=taker_id)
            move_owed(turn, request.subject, giver_id, taker_id)
        else:
            requests.moved(turn.connection, request, asker_id=taker_id)
        turn.record("request.handed_over", request.subject, number=request.number, before=giver_id, person=taker_id)
        return True


def _holds(request: Request, person_id: int) -> bool:
    if request.addressee_id == person_id:
        return request.stage is Stage.WAITING
    return request.asker_id == person_id and request.stage in (Stage.WAITING, Stage.RETURNED)
