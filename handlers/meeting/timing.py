"""What time brings to a meeting: it takes place and gets its number; what was handed in before it is passed on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.meeting import collecting, meetings, numbers
from handlers.meeting.meetings import HELD


def takes_place(turn: Turn, timer: Timer, office: Office) -> None:
    """Note that a meeting takes place, and give it its number."""
    meeting = meetings.named(turn.connection, timer.subject)
    if meeting is None or not meeting.is_called or meeting.starts_at > turn.now:
        return
    number = numbers.give(turn.connection, meeting, ZoneInfo(office.zone))
    meetings.moved(turn.connection, meeting, state=HELD, number=number)
    turn.record("meeting.held", meeting.subject, at=meeting.starts_at, kind=meeting.kind, number=number)


def collected(turn: Turn, timer: Timer, office: Office) -> None:
    """Give the organiser what was handed in."""
    meeting = meetings.named(turn.connection, timer.subject)
    if meeting is not None and meeting.is_called:
        collecting.give(turn, meeting, ZoneInfo(office.zone))
