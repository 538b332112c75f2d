"""Telling everybody of a session of a plan: that it comes, that it is otherwise, that it is off.

Until it is announced a change is told to nobody but those who were told already that they speak.
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import timers
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.study import ahead, studies, timing
from handlers.study.parts import Part
from handlers.study.planning import notice, sending, speakers, writing
from handlers.study.planning import words as plainly
from handlers.study.plans import words
from handlers.study.studies import PLANNED, Study
from scheduler import notices
from scheduler.gathering import calendar_file
from scheduler.leads import dated

CALENDAR = "checkin.calendar"


def due(turn: Turn, timer: Timer, office: Office) -> None:
    """Announce a session whose day is near, once."""
    study = studies.named(turn.connection, timer.subject)
    if study is None or study.state != PLANNED or study.starts_at <= turn.now or is_announced(turn, study):
        return
    sending.announce(turn, study, ZoneInfo(office.zone))
    turn.record("checkin.announced", study.subject, plan=study.plan_id)


def speakers_due(turn: Turn, timer: Timer, office: Office) -> None:
    """Tell those who speak in a session that they do, in time to prepare."""
    study = studies.named(turn.connection, timer.subject)
    if study is not None and study.state == PLANNED and study.starts_at > turn.now:
        speakers.tell_all(turn, study, ZoneInfo(office.zone))


def calendar_due(turn: Turn, timer: Timer, office: Office) -> None:
    """Hand over the calendar file of a session a file changed; an import itself has nowhere to keep one."""
    del office
    study = studies.named(turn.connection, timer.subject)
    if study is not None:
        method = calendar_file.CANCEL if study.state != PLANNED else calendar_file.REQUEST
        sending.give_calendar(turn, study, None, method)


def changed(turn: Turn, before: Study, after: Study, gone: Sequence[Part], new: Sequence[Part], zone: ZoneInfo) -> None:
    """Tell what of a session is otherwise to who was told of it, else set anew when it is announced.

    gone, new: what is no longer contributed, and what is now.
    """
    stands = notice.standing(turn, after)
    if after.state != PLANNED:
        if stands is not None:
            _tell_off(turn, before, stands)
        ahead.disarm(turn, after, "no day yet")
        return
    if _speakers_know(turn, before):
        speakers.tell_no_longer(turn, after, gone, zone)
        speakers.tell(turn, after, new, zone)
    if stands is None:
        if before.starts_at != after.starts_at:
            ahead.arm(turn, after, zone)
        return
    is_moved = before.starts_at != after.starts_at
    notices.change(
        turn,
        stands,
        "；".join(changed_lines(before, after, zone)) or words.CONTENT_CHANGED,
        head=writing.head(after, zone, turn.now),
        text=writing.body(turn, after, zone),
        event_at=after.starts_at if is_moved else None,
        audience=sending.told(turn, after),
        keep_answers=not is_moved,
    )
    turn.later(timing.OPENS, after.subject, after.opens_at)
    if is_moved or before.place != after.place:
        turn.later(CALENDAR, after.subject, turn.now)


def called_off(turn: Turn, study: Study, gone: Sequence[Part], zone: ZoneInfo) -> None:
    """Tell that a session is off to who was told of it; nobody was: nobody is."""
    ahead.disarm(turn, study, "called off")
    stands = notice.standing(turn, study)
    if stands is not None:
        _tell_off(turn, study, stands)
    elif _speakers_know(turn, study):
        speakers.tell_no_longer(turn, study, gone, zone)


def _tell_off(turn: Turn, study: Study, stands: notices.Notice) -> None:
    notices.cancel(turn, stands, plainly.IS_CANCELLED)
    turn.cancel(timing.OPENS, study.subject, "called off")
    turn.later(CALENDAR, study.subject, turn.now)


def is_announced(turn: Turn, study: Study) -> bool:
    """Whether people were told of a session already."""
    return notice.standing(turn, study) is not None


def _speakers_know(turn: Turn, study: Study) -> bool:
    """Whether those who speak were told: their timer has run."""
    waits = timers.waiting_subjects(turn.connection, ahead.SPEAKERS, [study.subject])
    return study.state == PLANNED and not waits


def changed_lines(before: Study, after: Study, zone: ZoneInfo) -> list[str]:
    """Write old and new, one line each."""
    old, new = (dated(one.starts_at, zone) for one in (before, after))
    said = (
        ("时间", old, new),
        ("地点", before.place, after.place),
        ("主题", before.topic, after.topic),
        ("要交材料", before.wants, after.wants),
        ("备注", before.note, after.note),
    )
    return [
        words.FROM_TO.format(what=what, old=one or words.NONE, new=other or words.NONE)
        for what, one, other in said
        if one != other
    ]
