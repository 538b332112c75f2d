"""What is owed of a repair or hazard, as it stands in somebody's to-do list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from handlers.ticket import tickets, words
from handlers.ticket.rectify import RECTIFY
from handlers.ticket.response import RESPOND
from scheduler.owed import Owed
from scheduler.todo import Registry

TO_DO = {RESPOND: "请接单，回“收到”", RECTIFY: "请整改"}
TO_DO_LINE = "{number}{what}：{todo}"


def lines(connection: Connection, rows: Sequence[Owed]) -> dict[int, str]:
    """Name what is owed of tickets."""
    found = {}
    for one in rows:
        ticket = tickets.load(connection, int(one.subject.partition(":")[2]))
        found[one.id] = TO_DO_LINE.format(number=words.number(ticket), what=words.what(ticket), todo=TO_DO[one.kind])
    return found


TO_DOS: Registry = dict.fromkeys(TO_DO, lines)
