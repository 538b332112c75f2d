"""Which meeting is meant: by day, hour, kind and title among those the sender may change; several are asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.acts import Act
from bot.rights import Concern, may_concerning
from bot.router import Reading
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.meeting import meetings, words, writing
from handlers.meeting.kinds import kind_of
from handlers.meeting.meetings import CALLED, Meeting
from handlers.meeting.talk import HANDLER
from scheduler import series
from scheduler.gathering.clock import Clock
from scheduler.gathering.span import is_within
from scheduler.leads import dated
from scheduler.series import Series

AHEAD = timedelta(days=370)
MOST = 6
ALL, ONE = "all", "one"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is meant: a meeting, or a series of which none of the times meant is called yet.

    planned: of a series, the moment that is meant, local.
    """

    meeting: Meeting | None = None
    series: Series | None = None
    planned: datetime | None = None

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.meeting.title if self.meeting else self.series.title if self.series else ""


def choose(turn: Turn, reading: Reading, me: Person, clock: Clock) -> Chosen | None:
    """Return what is meant; None where that had to be said or asked."""
    slots = reading.slots
    if "meeting" in slots:
        found = meetings.find(turn.connection, int(slots["meeting"]))
        return _still(turn, found)
    coming = [one for one in _coming(turn) if may_change(me, one.organiser_id)]
    fitting = matching(coming, slots, clock)
    by_series = _series(turn, me, slots, clock) if not fitting else None
    if by_series is not None:
        return by_series
    if not fitting:
        _say_none(turn, slots, clock)
        return None
    if len(fitting) > 1 and not _is_one_series(fitting):
        _ask(turn, reading, fitting, clock)
        return None
    return Chosen(fitting[0], _of(turn, fitting[0]))


def may_change(me: Person, organiser_id: int) -> bool:
    """Whether somebody may change what somebody else called: he who called it, and who may notify everybody."""
    return me.id == organiser_id or may_concerning(me.id, me.held, Act.NOTIFY, Concern())


def matching(given: Sequence[Meeting], slots: Mapping[str, Any], clock: Clock) -> list[Meeting]:
    """Return those that fit what was said of which one is meant."""
    found = [one for one in given if _fits(one, slots, clock)]
    at = slots.get("at")
    exact = [one for one in found if at and f"{one.starts_at.astimezone(clock.zone):%H:%M}" == at]
    return exact or found


def _fits(one: Meeting, slots: Mapping[str, Any], clock: Clock) -> bool:
    day = one.starts_at.astimezone(clock.zone).date()
    if "date" in slots and day != date.fromisoformat(slots["date"]):
        return False
    if "during" in slots and not is_within(day, slots["during"], clock):
        return False
    return is_called(one.title, one.kind, slots)


def is_called(title: str, kind: str, slots: Mapping[str, Any]) -> bool:
    """Whether a meeting is called so."""
    name = re.sub(r"会议?$", "", slots.get("name", ""))
    if not name:
        return True
    return name in title or title.removesuffix("会").removesuffix("会议") in name or slots.get("kind") == kind


def _coming(turn: Turn) -> list[Meeting]:
    return meetings.between(turn.connection, turn.now, turn.now + AHEAD, CALLED)


def _of(turn: Turn, meeting: Meeting) -> Series | None:
    found = series.of_subject(turn.connection, meeting.series) if meeting.series else None
    return found if found and found.state == "running" else None


def _is_one_series(fitting: Sequence[Meeting]) -> bool:
    return bool(fitting[0].series) and len({one.series for one in fitting}) == 1


def _series(turn: Turn, me: Person, slots: Mapping[str, Any], clock: Clock) -> Chosen | None:
    """Look among what comes again and is not called yet."""
    for one in series.of_organiser(turn.connection, me.id):
        if one.kind != HANDLER or one.state != "running" or not is_called(one.title, kind_of(one.title), slots):
            continue
        planned = one.rule.next(clock.now, clock.calendar, one.first.astimezone(clock.zone) if one.first else None)
        if "date" in slots:
            midnight = clock.local(slots["date"]) - timedelta(microseconds=1)
            planned = one.rule.next(max(midnight, clock.now), clock.calendar)
            if planned is None or planned.date() != date.fromisoformat(slots["date"]):
                continue
        return Chosen(None, one, planned)
    return None


def _still(turn: Turn, found: Meeting | None) -> Chosen | None:
    if found is None or not found.is_called or found.starts_at <= turn.now:
        turn.say(words.HAS_BEGUN if found else words.NO_MEETING)
        return None
    return Chosen(found, _of(turn, found))


def _say_none(turn: Turn, slots: Mapping[str, Any], clock: Clock) -> None:
    others = matching(_coming(turn), slots, clock)
    organiser = writing.organiser(turn, others[0]) if others and (slots.get("name") or "date" in slots) else ""
    turn.say(words.NOT_YOURS.format(who=organiser) if organiser else words.NO_MEETING)


def _ask(turn: Turn, reading: Reading, fitting: Sequence[Meeting], clock: Clock) -> None:
    options = [
        Option(
            words.CHOICE.format(when=dated(one.starts_at, clock.zone), title=one.title),
            HANDLER,
            reading.intent,
            {**reading.slots, "meeting": one.id},
        )
        for one in fitting[:MOST]
    ]
    turn.ask(words.WHICH_MEETING, options)


def ask_scope(turn: Turn, reading: Reading, chosen: Chosen, what: str) -> bool:
    """Ask whether this time or every time is meant, where that is not said. Returns whether it was asked."""
    if chosen.series is None or "scope" in reading.slots:
        return False
    pinned = {"meeting": chosen.meeting.id} if chosen.meeting else {}
    options = [
        Option(label.format(what=what), HANDLER, reading.intent, {**reading.slots, **pinned, "scope": scope}, extra)
        for label, scope, extra in (
            (words.ONLY_THIS, ONE, ("这次", "这一次", "只这次", "本次", "就这次")),
            (words.FROM_NOW, ALL, ("以后都", "以后", "都改", "每次", "全部")),
        )
    ]
    turn.ask(words.ONE_OR_ALL.format(title=chosen.title, what=what), options)
    return True
