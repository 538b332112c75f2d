"""The ticker: runs the due function of one due timer, in one transaction; of light ones a few in one.

Inbox before timers: a timer due at T waits while a message received until T waits. Of a chain, after downtime, only the
highest due step runs; the lower ones are skipped with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.documents import Cabinet
from bot.errors import RowMoved
from bot.store import inbox, journal, timers
from bot.store.database import Database
from bot.store.timers import Timer
from bot.store.trouble import tell_operators
from bot.turn import Turn

UNKNOWN_KIND = "定时事项（{kind}）没有对应的功能，已搁置。程序版本可能不对，请核对。"
GAVE_UP = "定时事项（{kind}）三次未能执行，已搁置，请在服务器上查看运行状态。"
PASSED_OVER = "a later step was due as well"
LATE = timedelta(minutes=10)  # a timer this much behind ran after a standstill

AT_ONCE = 16  # light ones: others wait to write

log = structlog.get_logger()


class DueFunction(Protocol):
    """What the registry holds for a timer kind."""

    @property
    def is_chain(self) -> bool:
        """Whether only the highest due step runs."""

    @property
    def is_light(self) -> bool:
        """Whether several may run in one transaction."""

    def run(self, turn: Turn, timer: Timer, /) -> None:
        """Do what is due."""


def fire_one(database: Database, clock: Clock, dues: Mapping[str, DueFunction], cabinet: Cabinet | None = None) -> bool:
    """Run the earliest due timer. Returns whether one was taken up. cabinet: for documents it hands over."""
    return fire(database, clock, dues, cabinet, most=1)


def fire(
    database: Database,
    clock: Clock,
    dues: Mapping[str, DueFunction],
    cabinet: Cabinet | None = None,
    *,
    most: int = AT_ONCE,
) -> bool:
    """Run the earliest due timer, and where it is a light one those behind it. Returns whether one was taken up."""
    now = clock.office()
    with database.read() as connection:
        due_at = timers.next_due(connection)
    if due_at is None or due_at > now:
        return False
    try:
        with database.write() as connection:
            return _fire_together(connection, clock, dues, now, cabinet, most)
    except RowMoved:
        # it is due still, and runs again on what stands by now
        return most == 1 or fire_one(database, clock, dues, cabinet)
    except _Failed as failed:
        if failed.behind:
            return fire_one(database, clock, dues, cabinet)
        with database.write() as connection:
            _count(connection, failed.timer, failed.__cause__, now)
        return True


class _Failed(Exception):
    """A due function raised. behind: how many ran before it in the same transaction, undone with it."""

    def __init__(self, timer: Timer, behind: int) -> None:
        super().__init__(timer.kind)
        self.timer, self.behind = timer, behind


def _fire_together(
    connection: Connection,
    clock: Clock,
    dues: Mapping[str, DueFunction],
    now: datetime,
    cabinet: Cabinet | None,
    most: int,
) -> bool:
    fired, is_anybody_first = 0, False
    while fired < most and (timer := timers.take_due(connection, now)) is not None:
        due = dues.get(timer.kind)
        is_light = due is not None and due.is_light
        if fired and not is_light:
            break
        is_anybody_first = is_anybody_first if fired else inbox.any_waiting(connection, now)
        if is_anybody_first and inbox.any_waiting(connection, timer.due_at):
            break
        turn = _turn(connection, clock, timer, now, cabinet)
        _fire(turn, timer, due, behind=fired)
        fired += 1
        if not is_light:
            break
    return fired > 0


def _turn(connection: Connection, clock: Clock, timer: Timer, now: datetime, cabinet: Cabinet | None) -> Turn:
    late, source = timer.due_at if now - timer.due_at >= LATE else None, f"timer:{timer.id}"
    return Turn(connection, now=now, machine=clock.machine(), source=source, cabinet=cabinet, late_since=late)


def _fire(turn: Turn, timer: Timer, due: DueFunction | None, behind: int) -> None:
    if due is None:
        timers.settle(turn.connection, timer, turn.now, timers.ASIDE, "unknown kind")
        told = UNKNOWN_KIND.format(kind=timer.kind)
        tell_operators(turn.connection, f"timer:{timer.kind}", told, source=turn.source, now=turn.now)
    elif due.is_chain and timers.later_step_due(turn.connection, timer, turn.now):
        timers.settle(turn.connection, timer, turn.now, timers.SKIPPED, PASSED_OVER)
    else:
        timers.settle(turn.connection, timer, turn.now)
        try:
            due.run(turn, timer)
        except RowMoved:
            raise
        except Exception as trouble:
            raise _Failed(timer, behind) from trouble


def _count(connection: Connection, timer: Timer, trouble: BaseException | None, now: datetime) -> None:
    kind = type(trouble).__name__
    log.error("a due timer failed", row=timer.id, timer=timer.kind, kind=kind, exc_info=trouble)
    if timers.count_failure(connection, timer, kind, now):
        source = f"timer:{timer.id}"
        journal.append(connection, journal.Entry(now, "timer.aside", timer.subject, source, {"error": kind}))
        tell_operators(connection, f"timer:{timer.kind}", GAVE_UP.format(kind=timer.kind), source=source, now=now)
