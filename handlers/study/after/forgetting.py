"""Reasons of leave are forgotten after a time: only the kind stays (病假, 事假, 公出)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from bot.settings import Office
from bot.store.office_settings import value_of
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.study import rows
from handlers.study.after.settings import KEEP_REASONS

FORGETS = "study.forgets"


def forget(turn: Turn, timer: Timer, office: Office) -> None:
    """Erase the reasons of every study that is old enough, also of those that were called off."""
    del timer, office
    before = turn.now - timedelta(days=value_of(turn.connection, KEEP_REASONS))
    count = erase(turn.connection, before)
    if count:
        turn.record("study.reasons_forgotten", reasons=count)


def erase(connection: Connection, before: datetime) -> int:
    """Erase the reasons of studies that began before a moment. Returns how many there were."""
    old = select(rows.studies.c.id).where(rows.studies.c.closes_at <= before)
    erased = 0
    for table in (rows.roster, rows.asks):
        here = table.c.study_id.in_(old) & (table.c.reason != "")
        erased += len(connection.execute(update(table).where(here).values(reason="").returning(table.c.id)).all())
    return erased
