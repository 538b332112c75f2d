"""What follows once a meeting was moved, called off or put back: timers, calendar file, the numbers of others."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.store import people
from bot.store.office_settings import value_of
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.meeting import announcing, arming, meetings, numbers, settings, words, writing
from handlers.meeting.meetings import CALLED, Meeting
from scheduler import notices
from scheduler.gathering import calendar_file
from scheduler.notices import rows as notice_rows

A_YEAR = timedelta(days=366)


def settled(turn: Turn, meeting: Meeting, zone: ZoneInfo) -> None:
    """Set what is to come of a meeting anew."""
    if meeting.is_called:
        arming.arm(turn, meeting)
    else:
        arming.disarm(turn, meeting, "cancelled")
    method = calendar_file.REQUEST if meeting.is_called else calendar_file.CANCEL
    organiser = people.person(turn.connection, meeting.organiser_id, turn.now)
    if meeting.is_called or _has_calendar(turn):
        announcing.give_calendar(turn, meeting, organiser, None, method)
    renumber(turn, meeting, zone)


def renumber(turn: Turn, meeting: Meeting, zone: ZoneInfo) -> None:
    """Put the numbers right that others of the kind carry in their notices, and tell their organisers."""
    if meeting.kind not in settings.numbered_kinds(value_of(turn.connection, settings.NUMBERED)):
        return
    until = datetime(turn.now.astimezone(zone).year + 1, 1, 1, tzinfo=zone) + A_YEAR
    for other in meetings.between(turn.connection, turn.now, until, CALLED):
        notice = notices.of_subject(turn.connection, other.subject) if other.kind == meeting.kind else None
        head = writing.head(turn.connection, other, zone, notice.sent_at if notice else turn.now)
        if notice is None or not notice.is_open or notice.head == head:
            continue
        notice_rows.moved(turn.connection, notice, head=head)
        if other.id != meeting.id:
            number = numbers.expected(turn.connection, other, zone)
            text = words.RENUMBERED.format(title=other.title, number=number)
            turn.push(Recipient(person_id=other.organiser_id), text, audience="organiser", subject=other.subject)


def _has_calendar(turn: Turn) -> bool:
    return value_of(turn.connection, settings.CALENDAR) != settings.NOBODY
