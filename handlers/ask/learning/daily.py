"""Every morning: who asked long ago is forgotten; the office is told what is out of date, and what is answered now."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.settings import Office
from bot.store.office_settings import value_of
from bot.store.timers import Timer, is_waiting, set_timer
from bot.turn import Turn
from handlers.ask.learning import answerable, groups, pairs
from handlers.ask.learning.settings import ASKER_DAYS
from knowledge.shelf import Shelf

TIMER = "ask.daily"
MORNING = time(8, 40)


def arm(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Set the next morning's timer where none is set; again and again changes nothing."""
    if not is_waiting(connection, TIMER, now):
        _set(connection, now, zone)


def run(turn: Turn, timer: Timer, office: Office, shelf: Shelf) -> None:
    """Tidy up, tell, and set tomorrow's timer."""
    del timer
    zone = ZoneInfo(office.zone)
    _set(turn.connection, turn.now, zone)
    groups.gather(turn.connection, turn.now)
    forgotten = groups.forget_before(turn.connection, turn.now - timedelta(days=value_of(turn.connection, ASKER_DAYS)))
    if forgotten:
        turn.record("question.askers_forgotten", count=forgotten)
    pairs.tell_stale(turn, zone)
    answerable.tell(turn, shelf, zone)


def _set(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    here = now.astimezone(zone)
    day = here.date() + timedelta(days=here.time() >= MORNING)
    set_timer(connection, TIMER, "", datetime.combine(day, MORNING, tzinfo=zone), step=0, data={})
