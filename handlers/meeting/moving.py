"""Moving a meeting: its row, its notice, its timers; old and new in one line."""

from __future__ import annotations

from datetime import datetime

from bot.turn import Turn
from handlers.meeting import meetings, settling, words, writing
from handlers.meeting.meetings import Meeting
from scheduler import notices
from scheduler.audience import people_in
from scheduler.gathering.clock import Clock
from scheduler.leads import dated
from scheduler.notices.changing import snapshot

CHANGED = "meeting.changed"


def changed_lines(meeting: Meeting, new: datetime, place: str, clock: Clock) -> list[str]:
    """Write old and new, one line each for time and place; nothing where nothing changes. new: local."""
    lines = []
    if new != meeting.starts_at:
        old = dated(meeting.starts_at, clock.zone, clock.now)
        lines.append(words.FROM_TO_TIME.format(old=old, new=dated(new, clock.zone, clock.now)))
    if place and place != meeting.place:
        lines.append(words.FROM_TO_PLACE.format(old=meeting.place or words.NO_PLACE_YET, new=place))
    return lines


def moved(turn: Turn, meeting: Meeting, new: datetime, place: str, clock: Clock, *, keep: bool = False) -> int:
    """Move a meeting and tell everybody. Returns how many are asked. new: local."""
    lines = changed_lines(meeting, new, place if place != meeting.place else "", clock)
    length = meeting.ends_at - meeting.starts_at if meeting.ends_at else None
    after = meetings.moved(
        turn.connection,
        meeting,
        starts_at=new,
        ends_at=new + length if length else None,
        place=place,
        version=meeting.version + 1,
    )
    notice = notices.of_subject(turn.connection, meeting.subject)
    was = snapshot(notice) if notice else {}
    if notice is not None and notice.is_open:
        notices.change(
            turn,
            notice,
            "；".join(lines),
            head=writing.head(turn.connection, after, clock.zone, turn.now),
            text=writing.body(after, writing.organiser(turn, after), clock.zone),
            event_at=new if new != meeting.starts_at else None,
            keep_answers=keep,
        )
    settling.settled(turn, after, clock.zone)
    turn.record(CHANGED, meeting.subject, version=after.version, lines=lines)
    turn.may_undo(
        CHANGED,
        meeting.subject,
        starts_at=meeting.starts_at.isoformat(),
        ends_at=meeting.ends_at.isoformat() if meeting.ends_at else "",
        place=meeting.place,
        notice=was,
    )
    return len(people_in(turn.connection, after.audience, turn.now))
