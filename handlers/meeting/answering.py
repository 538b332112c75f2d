"""What follows an answer to a notice of a meeting: its organiser hears who does not come, and who comes instead.

Nobody approves a leave unless the office named the kind (请假须召集人同意的会议). The reason is for the organiser.
"""

from __future__ import annotations

from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.meeting import meetings, settings, words, writing
from handlers.meeting.meetings import Meeting
from handlers.meeting.recurring import ZONE
from scheduler import owed
from scheduler.notices import Notice

DELEGATED, EXCUSED = owed.HANDED_OVER, owed.EXCUSED


def on_answer(turn: Turn, notice: Notice, person: Person, how: str, reason: str, delegate: Person | None) -> str | None:
    """Tell the organiser who is away. Returns a sentence for the one who answered."""
    meeting = meetings.named(turn.connection, notice.subject)
    if meeting is None or how not in (DELEGATED, EXCUSED) or meeting.organiser_id == person.id:
        return None
    turn.push(
        Recipient(person_id=meeting.organiser_id),
        _told(turn, meeting, person, reason, delegate),
        audience="organiser",
        subject=meeting.subject,
    )
    turn.record("meeting.leave", meeting.subject, person=person.id, delegate=delegate.id if delegate else None)
    who = writing.organiser(turn, meeting)
    return (words.NEEDS_YOU if _needs_consent(turn, meeting) else words.TOLD_ORGANISER).format(who=who)


def _told(turn: Turn, meeting: Meeting, person: Person, reason: str, delegate: Person | None) -> str:
    when = writing.dated(meeting.starts_at, ZONE)
    if delegate is not None:
        return words.DELEGATED.format(who=person.called, when=when, title=meeting.title, delegate=delegate.called)
    said = words.REASON.format(reason=reason) if reason else ""
    text = words.ON_LEAVE.format(who=person.called, when=when, title=meeting.title, reason=said)
    return text + (words.APPROVE if _needs_consent(turn, meeting) else "")


def _needs_consent(turn: Turn, meeting: Meeting) -> bool:
    return meeting.kind in settings.numbered_kinds(value_of(turn.connection, settings.LEAVE_APPROVED))


HOOKS = {"meeting": on_answer}
