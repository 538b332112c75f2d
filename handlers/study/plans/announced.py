"""Telling everybody of a session of a plan: that it comes, that it is otherwise, that it is off."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.store import people
from bot.turn import Turn
from handlers.study import parts, timing
from handlers.study.plans import words
from handlers.study.studies import Study
from handlers.study.talk import HANDLER
from scheduler import notices
from scheduler.calendar import calendar_of
from scheduler.leads import spoken


def announce(turn: Turn, study: Study, zone: ZoneInfo, not_before: datetime | None = None) -> None:
    """Tell everybody a session is for, and set when signing in opens."""
    draft = notices.Draft(
        kind=HANDLER,
        subject=study.subject,
        head=head(turn, study, zone),
        text=body(turn, study),
        audience=study.audience,
        asks=notices.Asks.RSVP,
        organiser_id=study.organiser_id,
        event_at=study.starts_at,
        number=study.number,
    )
    notices.send(turn, draft, not_before)
    turn.later(timing.OPENS, study.subject, study.opens_at)


def changed(turn: Turn, notice: notices.Notice, before: Study, after: Study, zone: ZoneInfo) -> None:
    """Tell everybody what of a session is otherwise."""
    lines = changed_lines(turn, before, after, zone)
    is_moved = before.starts_at != after.starts_at
    notices.change(
        turn,
        notice,
        "；".join(lines) or words.CONTENT_CHANGED,
        head=head(turn, after, zone),
        text=body(turn, after),
        event_at=after.starts_at if is_moved else None,
        audience=after.audience,
        keep_answers=not is_moved,
    )
    turn.later(timing.OPENS, after.subject, after.opens_at)


def called_off(turn: Turn, notice: notices.Notice, study: Study, zone: ZoneInfo) -> None:
    """Tell exactly those who were told that a session is off."""
    notices.cancel(turn, notice, words.OFF.format(when=_when(turn, study, zone), title=study.title))
    turn.cancel(timing.OPENS, study.subject, "called off")


def head(turn: Turn, study: Study, zone: ZoneInfo) -> str:
    """Write the first line."""
    place = words.IN_PLACE.format(place=study.place) if study.place else ""
    return words.HEAD.format(when=_when(turn, study, zone), title=study.title, place=place)


def body(turn: Turn, study: Study) -> str:
    """Write the rest: the topic, who contributes, what is handed in, who organises."""
    who = people.person(turn.connection, study.organiser_id, turn.now)
    given = parts.of_studies(turn.connection, [study.id])
    said = [
        f"{one.part}：{one.name}{f'《{one.title}》' if one.title != study.topic and one.title else ''}" for one in given
    ]
    lines = [
        words.TOPIC.format(topic=study.topic) if study.topic and study.topic != study.title else "",
        *said,
        words.WANTED.format(what=study.wants) if study.wants else "",
        words.NOTE.format(note=study.note) if study.note else "",
        words.ORGANISED.format(who=who.called) if who else "",
    ]
    return "\n".join(line for line in lines if line)


def changed_lines(turn: Turn, before: Study, after: Study, zone: ZoneInfo) -> list[str]:
    """Write old and new, one line each."""
    lines = []
    if before.starts_at != after.starts_at:
        old, new = (_when(turn, one, zone) for one in (before, after))
        lines.append(words.FROM_TO.format(what="时间", old=old, new=new))
    for what, old, new in (
        ("地点", before.place, after.place),
        ("主题", before.topic, after.topic),
        ("要交材料", before.wants, after.wants),
        ("备注", before.note, after.note),
    ):
        if old != new:
            lines.append(words.FROM_TO.format(what=what, old=old or words.NONE, new=new or words.NONE))
    return lines


def _when(turn: Turn, study: Study, zone: ZoneInfo) -> str:
    return spoken(study.starts_at, turn.now, zone, calendar_of(turn.connection))
