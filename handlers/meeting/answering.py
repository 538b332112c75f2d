"""What follows an answer to a notice of a meeting. Who does not come, and why, its organiser hears from the notice.

Nobody approves a leave unless the office named the kind (请假须召集人同意的会议).
"""

from __future__ import annotations

from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.meeting import meetings, settings, words, writing
from handlers.meeting.recurring import ZONE
from scheduler import owed
from scheduler.leads import dated
from scheduler.notices import Notice

AWAY = (owed.EXCUSED, owed.HANDED_OVER)


def on_answer(turn: Turn, notice: Notice, person: Person, how: str, reason: str, delegate: Person | None) -> str | None:
    """Note who does not come; ask the organiser where his consent is needed. Returns a sentence for who answered."""
    del reason
    meeting = meetings.named(turn.connection, notice.subject)
    if meeting is None or how not in AWAY or meeting.organiser_id == person.id:
        return None
    turn.record("meeting.leave", meeting.subject, person=person.id, delegate=delegate.id if delegate else None)
    who = writing.organiser(turn, meeting)
    if how == owed.HANDED_OVER or meeting.kind not in _needing_consent(turn):
        return words.TOLD_ORGANISER.format(who=who)
    when = dated(meeting.starts_at, ZONE)
    text = words.CONSENT.format(who=person.called, when=when, title=meeting.title)
    turn.push(Recipient(person_id=meeting.organiser_id), text, audience="organiser", subject=meeting.subject)
    return words.NEEDS_CONSENT.format(who=who)


def _needing_consent(turn: Turn) -> frozenset[str]:
    return settings.numbered_kinds(value_of(turn.connection, settings.LEAVE_APPROVED))


HOOKS = {"meeting": on_answer}
