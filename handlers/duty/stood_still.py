"""After a standstill whoever is on duty is asked once what happened meanwhile; it is entered with its true time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import in_charge
from bot.store.pushes import Recipient, Severity
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.duty import talk


def ask(turn: Turn, timer: Timer, office: Office) -> None:
    """Ask the officers on duty."""
    zone = ZoneInfo(office.zone)
    since, until = (datetime.fromisoformat(timer.data[name]).astimezone(zone) for name in ("since", "until"))
    form = "%H:%M" if since.date() == until.date() else "%m月%d日%H:%M"
    text = talk.STOOD_STILL.format(since=since.strftime(form), until=until.strftime(form))
    turn.record("duty.stood_still", since=timer.data["since"], until=timer.data["until"])
    for one in in_charge.officers(turn.connection, turn.now):
        turn.push(Recipient(person_id=one.id), text, audience="duty", severity=Severity.URGENT)
