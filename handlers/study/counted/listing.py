"""The studies of a year for the operator: a line each in numbers, without names."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.store.sheets.ledger import clock
from handlers.study import studies
from handlers.study.counted import counting
from handlers.study.counted.figures import NOTHING
from handlers.study.counted.scope import Scope
from handlers.study.studies import CANCELLED, CLOSED, OPEN, PLANNED

STATES = {PLANNED: "未开始", OPEN: "签到中", CLOSED: "已结束", CANCELLED: "已取消"}
LINE = "{number}\t{at}\t{kind}\t{title}\t{state}"
COUNTED = "\t应到{expected}\t实到{there}\t{rate}"


def lines(connection: Connection, scope: Scope) -> list[str]:
    """Say of every study of a span what it is and how many came, in order of time."""
    since, until = scope.period.moments(scope.zone)
    figures = counting.by(connection, scope, counting.STUDY)
    found = []
    for one in studies.between(connection, since, until, kinds=scope.kinds):
        at, state = clock(one.starts_at, scope.zone), STATES[one.state]
        line = LINE.format(number=one.number, at=at, kind=one.kind, title=one.title, state=state)
        figure = figures.get(one.id, NOTHING)
        counted = COUNTED.format(expected=figure.expected, there=figure.there, rate=figure.rate)
        found.append(line + (counted if one.state == CLOSED else ""))
    return found
