"""The timers of a meeting: that it takes place, that what is handed in before it is passed on."""

from __future__ import annotations

from datetime import timedelta

from bot.turn import Turn
from handlers.meeting.meetings import Meeting

TAKES_PLACE, COLLECTED = "meeting.held", "meeting.collected"
TIMERS = (TAKES_PLACE, COLLECTED)
BEFORE = timedelta(hours=1)  # what was handed in reaches the organiser, where no other time was said


def arm(turn: Turn, meeting: Meeting) -> None:
    """Set what is to come of a meeting, as it stands now."""
    disarm(turn, meeting, "set anew")
    turn.later(TAKES_PLACE, meeting.subject, meeting.starts_at)
    if meeting.collects:
        until = meeting.collect_by if meeting.collect_by and meeting.collect_by < meeting.starts_at else None
        turn.later(COLLECTED, meeting.subject, until or meeting.starts_at - BEFORE)


def disarm(turn: Turn, meeting: Meeting, reason: str) -> None:
    """Forget what was to come of a meeting."""
    for kind in TIMERS:
        turn.cancel(kind, meeting.subject, reason)
