"""One time of a study that comes again: planned and announced before it takes place, like one that was said."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.settings import Office
from bot.store import people
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.study import studies, words
from handlers.study.planning import people as cast_of
from handlers.study.planning import sending, speakers
from handlers.study.talk import HANDLER
from scheduler.calendar import calendar_of
from scheduler.gathering.clock import Clock
from scheduler.leads import spoken
from scheduler.series import Occurrence, Plan, Series

ZONE = ZoneInfo(Office().zone)


def plan(turn: Turn, one: Series, occurrence: Occurrence) -> None:
    """Plan one time of a series and tell everybody; what is over is not planned.

    Where nobody is left whom it is for, its organiser is told instead.
    """
    if occurrence.at <= turn.now:
        return
    zone = occurrence.at.tzinfo if isinstance(occurrence.at.tzinfo, ZoneInfo) else ZONE
    clock = Clock(turn.now.astimezone(zone), calendar_of(turn.connection))
    said = {**one.data["said"], "start": f"{occurrence.at.astimezone(zone):%Y-%m-%dT%H:%M}"}
    me = people.person(turn.connection, one.organiser_id, turn.now)
    meant = cast_of.cast(turn, said, me) if me is not None else None
    if meant is None or not meant.found.is_clear or not meant.attending:
        when = spoken(occurrence.at, turn.now, zone, clock.calendar)
        text = words.NOBODY_FOR_IT.format(when=when, title=one.title)
        turn.push(Recipient(person_id=one.organiser_id), text, audience="organiser", subject=one.subject)
        return
    kept = sending.keep(turn, said, meant, one.organiser_id, None, clock)
    study = studies.moved(turn.connection, kept, series=one.subject)
    sending.announce(turn, study, zone)
    speakers.tell_all(turn, study, zone)
    turn.record(sending.PLANNED, study.subject, kind=study.kind, starts_at=study.starts_at.isoformat())


PLANS: Mapping[str, Plan] = {HANDLER: plan}
