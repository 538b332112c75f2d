"""撤销: what was called, moved or called off is as it was; those who heard of it read one correction."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.registry import Undo
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.meeting import (
    after,
    arming,
    asking,
    cancelling,
    inviting,
    meetings,
    moving,
    numbers,
    recurring,
    rescheduling,
    sending,
    settling,
    words,
)
from handlers.meeting.meetings import CALLED, CANCELLED, Meeting
from handlers.meeting.talk import HANDLER
from scheduler import notices, owed, series
from scheduler.audience import Audience
from scheduler.leads import dated
from scheduler.notices import rows as notice_rows
from scheduler.notices.plan import TIMERS
from scheduler.when import recurrence_of

TOO_LATE = "会议已经开始或又有改动，不能撤销。"


def called(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that a meeting was called: it never had a number, and nobody owes an answer."""
    meeting = _of(turn, deed)
    if not meeting.is_called:
        raise NotUndone(TOO_LATE)
    meetings.moved(turn.connection, meeting, state=CANCELLED, version=meeting.version + 1)
    arming.disarm(turn, meeting, "taken back")
    notice = notices.of_subject(turn.connection, meeting.subject)
    if notice is not None and notice.is_open:
        notice_rows.moved(turn.connection, notice, state="cancelled")
        for kind in TIMERS:
            turn.cancel(kind, notice.owed, "taken back")
        owed.close_subject(turn, notice.owed)
    settling.renumber(turn, meeting, situation.zone)
    turn.record(cancelling.OFF, meeting.subject, taken_back=True)
    return words.TAKEN_BACK.format(title=meeting.title, when=dated(meeting.starts_at, situation.zone))


def moved(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Put a meeting back to when and where it was."""
    meeting = _of(turn, deed)
    if not meeting.is_called:
        raise NotUndone(TOO_LATE)
    ends = deed.data["ends_at"]
    back = meetings.moved(
        turn.connection,
        meeting,
        starts_at=datetime.fromisoformat(deed.data["starts_at"]),
        ends_at=datetime.fromisoformat(ends) if ends else None,
        place=deed.data["place"],
        version=meeting.version + 1,
    )
    return _restored(turn, deed, back, situation.zone, words.CHANGED_BACK)


def called_off(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Have a meeting take place after all."""
    meeting = _of(turn, deed)
    if meeting.state != CANCELLED:
        raise NotUndone(TOO_LATE)
    back = meetings.moved(turn.connection, meeting, state=CALLED, version=meeting.version + 1)
    return _restored(turn, deed, back, situation.zone, words.RESTORED)


def begun(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that something comes again."""
    one = series.of_subject(turn.connection, deed.subject)
    if one is None or not series.end(turn, deed.subject):
        raise NotUndone(TOO_LATE)
    del situation
    for meeting in meetings.of_series(turn.connection, deed.subject):
        meetings.moved(turn.connection, meeting, state=CANCELLED, version=meeting.version + 1)
    return words.ENDED.format(title=one.title)


def _of(turn: Turn, deed: Deed) -> Meeting:
    meeting = meetings.named(turn.connection, deed.subject)
    if meeting is None or meeting.starts_at <= turn.now:
        raise NotUndone(TOO_LATE)
    return meeting


def _restored(turn: Turn, deed: Deed, meeting: Meeting, zone: ZoneInfo, said: str) -> str:
    notice = notices.of_subject(turn.connection, meeting.subject)
    if notice is not None and deed.data.get("notice"):
        notices.restore(turn, notice, deed.data["notice"], deed.source)
    settling.settled(turn, meeting, zone)
    when = dated(meeting.starts_at, zone)
    return said.format(title=meeting.title, when=when, place=meeting.place)


def people(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Have those attend who did before."""
    del situation
    meeting = _of(turn, deed)
    inviting.put_back(turn, meeting, Audience.of(deed.data["audience"]))
    return words.PEOPLE_BACK.format(title=meeting.title)


def ended(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let something come again after all, as it came before."""
    was = deed.data
    zone = situation.zone
    series.begin(
        turn,
        HANDLER,
        deed.subject,
        recurrence_of(was["rule"]),
        organiser_id=was["organiser"],
        first=datetime.fromisoformat(was["first"]).astimezone(zone) if was["first"] else None,
        holidays="ask",
        ahead=timedelta(seconds=was["ahead_s"]),
        data=was["data"],
    )
    return words.SERIES_BACK.format(title=was["data"].get("title", ""))


def series_moved(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let something come by its old rule again."""
    one = series.of_subject(turn.connection, deed.subject)
    if one is None or not series.move(turn, deed.subject, recurrence_of(deed.data["rule"])):
        raise NotUndone(TOO_LATE)
    del situation
    return words.SERIES_BACK.format(title=one.title)


def counted(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Count on from what was there before."""
    del situation
    numbers.begin_from(turn.connection, deed.data["kind"], deed.data["year"], deed.data["before"])
    return words.COUNT_BACK.format(kind=deed.data["kind"], count=deed.data["before"])


def minutes_sent(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back minutes that were sent; they stay with their meeting."""
    del turn, situation
    return words.MINUTES_TAKEN_BACK.format(title=deed.data["title"])


UNDOS: dict[str, Undo] = {
    sending.SCHEDULED: called,
    moving.CHANGED: moved,
    cancelling.OFF: called_off,
    recurring.BEGUN: begun,
    after.MINUTES_SENT: minutes_sent,
    inviting.PEOPLE: people,
    cancelling.ENDED: ended,
    rescheduling.MOVED: series_moved,
    asking.COUNTED: counted,
}
