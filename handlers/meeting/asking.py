"""Asking for meetings: only those one calls or is called to. When, where, the agenda, the number in the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.acts import Act
from bot.messages import Message
from bot.rights import may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.meeting import after, attending, creating, meetings, numbers, words, writing
from handlers.meeting.choosing import matching, may_change
from handlers.meeting.kinds import ORDINARY
from handlers.meeting.meetings import CALLED, CANCELLED, HELD, Meeting
from scheduler import notices
from scheduler.gathering import calendar_file
from scheduler.gathering.clock import Clock
from scheduler.gathering.span import span_said, window
from scheduler.leads import dated, spoken

NEAR, BACK = timedelta(days=30), timedelta(days=60)
COUNTED = "meeting.counted"


def query(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Answer a question about meetings."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock, slots = creating.clock_of(turn, situation), reading.slots
    about = slots.get("about", "list")
    if about == "number" and slots.get("kind"):
        _number(turn, slots["kind"], clock)
        return
    if about in ("minutes", "decided"):
        after.show(turn, me, slots, clock)
        return
    found = _mine(turn, me, slots, clock)
    if about == "stands":
        turn.say(_stands(turn, me, found, slots, clock))
    elif not found:
        turn.say(words.NONE_FOUND.format(span=span_said(slots)))
    elif about == "people" and may_change(me, found[0].organiser_id):
        turn.whisper(stand(turn, found[0], clock))
    elif about in ("time", "place") and len(found) > 1:
        turn.say(_list(turn, me, found, slots, clock))
    else:
        say = _ABOUT.get(about)
        turn.say(say(turn, found[0], clock) if say else _list(turn, me, found, slots, clock))


def _stands(turn: Turn, me: Person, found: Sequence[Meeting], slots: Any, clock: Clock) -> str:
    """Say whether a meeting takes place as announced."""
    if found:
        return _one(turn, found[0], clock)
    first, last = window(slots, clock, NEAR)
    off = matching(meetings.between(turn.connection, first, last, CANCELLED), slots, clock)
    mine = [one for one in off if attending.concerns(turn, one, me)]
    if not mine:
        return words.NONE_FOUND.format(span=span_said(slots))
    return words.IS_CANCELLED.format(when=dated(mine[0].starts_at, clock.zone), title=mine[0].title)


def _mine(turn: Turn, me: Person, slots: dict[str, Any] | Any, clock: Clock) -> list[Meeting]:
    """Return the sender's own meetings that are meant, in order of time."""
    if slots.get("last"):
        past = meetings.between(turn.connection, turn.now - BACK, turn.now, CALLED, HELD)
        mine = [one for one in matching(past, slots, clock) if attending.concerns(turn, one, me)]
        return mine[-1:]
    first, last = window(slots, clock, NEAR)
    coming = meetings.between(turn.connection, first, last, CALLED, HELD)
    return [one for one in matching(coming, slots, clock) if attending.concerns(turn, one, me)]


def _list(turn: Turn, me: Person, found: Sequence[Meeting], slots: Any, clock: Clock) -> str:
    lines = [words.LIST_HEAD.format(span=span_said(slots))]
    for one in found[: words.MOST_LISTED]:
        place = words.LINE_PLACE.format(place=one.place) if one.place else ""
        mine = words.LINE_MINE if one.organiser_id == me.id else ""
        lines.append(_line(turn, one, clock) + place + mine)
    if len(found) > words.MOST_LISTED:
        lines.append(words.MORE.format(count=len(found) - words.MOST_LISTED))
    return "\n".join(lines)


def _line(turn: Turn, one: Meeting, clock: Clock) -> str:
    title = numbers.named(turn.connection, one, clock.zone)
    return words.LINE.format(when=spoken(one.starts_at, turn.now, clock.zone, clock.calendar), title=title)


def _one(turn: Turn, one: Meeting, clock: Clock) -> str:
    when = spoken(one.starts_at, turn.now, clock.zone, clock.calendar)
    title = numbers.named(turn.connection, one, clock.zone)
    return words.WHEN_IS.format(title=title, when=when, place=one.place or words.PLACE_OPEN)


def _people(turn: Turn, one: Meeting, clock: Clock) -> str:
    return _one(turn, one, clock) + words.WHO_COMES.format(who=one.audience.named)


def _bring(turn: Turn, one: Meeting, clock: Clock) -> str:
    return _one(turn, one, clock) + words.ASK_FOR_IT.format(who=writing.organiser(turn, one))


def _agenda(turn: Turn, one: Meeting, clock: Clock) -> str:
    del turn
    when = dated(one.starts_at, clock.zone)
    if not one.agenda:
        return words.NO_AGENDA.format(title=one.title, when=when)
    items = writing.agenda_lines(one.agenda)[1:]
    return "\n".join([words.AGENDA_OF.format(title=one.title, when=when), *items])


#: What is said of one meeting, by what is asked of it.
_ABOUT = {"agenda": _agenda, "bring": _bring, "people": _people, "time": _one, "place": _one}


def _number(turn: Turn, kind: str, clock: Clock) -> None:
    year = clock.now.year
    held = numbers.held_in(turn.connection, kind, year)
    last = meetings.last_of_kind(turn.connection, kind, turn.now)
    lines = []
    if last is not None and last.number is not None:
        when = dated(last.starts_at, clock.zone)
        of = last.starts_at.astimezone(clock.zone).year
        lines.append(words.LAST_NUMBER.format(when=when, title=last.title, year=of, number=last.number, count=held))
    else:
        lines.append(words.HELD_SO_FAR.format(kind=kind, count=held) if held else words.NONE_HELD.format(kind=kind))
    coming = [one for one in meetings.between(turn.connection, turn.now, turn.now + NEAR, CALLED) if one.kind == kind]
    if coming:
        when = dated(coming[0].starts_at, clock.zone)
        number = numbers.expected(turn.connection, coming[0], clock.zone)
        lines.append(words.NEXT_IS.format(when=when, number=number))
    turn.say("\n".join(lines))


def count(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take down how many of a kind took place before the assistant counted; the office says so."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    kind, number = reading.slots["kind"], int(reading.slots["count"])
    if not may_somewhere(me.held, Act.NOTIFY) or kind == ORDINARY:
        turn.say(words.NOT_COUNTED.format(contact=situation.contact))
        return
    year = situation.now.astimezone(situation.zone).year
    before = numbers.held_in(turn.connection, kind, year)
    numbers.begin_from(turn.connection, kind, year, number)
    turn.record(COUNTED, f"{kind}:{year}", before=before, count=number)
    turn.may_undo(COUNTED, f"{kind}:{year}", kind=kind, year=year, before=before)
    turn.say(words.COUNTED.format(year=year, kind=kind, count=number, next=number + 1))


def stand(turn: Turn, meeting: Meeting, clock: Clock) -> str:
    """Say who comes, for the organiser alone."""
    notice = notices.of_subject(turn.connection, meeting.subject)
    when = dated(meeting.starts_at, clock.zone)
    if notice is None:
        return _one(turn, meeting, clock)
    found = notices.tally(turn.connection, notice, turn.now)
    silent = words.NAMED.format(names="、".join(one.name for one in found.silent)) if found.silent else ""
    lines = [
        words.TALLY.format(
            when=when,
            title=meeting.title,
            expected=len(found.expected),
            confirmed=len(found.confirmed),
            excused=len(found.excused),
            handed=len(found.handed_over),
            silent=len(found.silent),
            names=silent,
        )
    ]
    leaves = [_leave(one, found.reasons.get(one.id, "")) for one in found.excused]
    return "\n".join([*lines, *([words.LEAVES.format(names="、".join(leaves))] if leaves else [])])


def _leave(one: Person, reason: str) -> str:
    return words.LEAVE_OF.format(name=one.name, reason=f"（{reason}）" if reason else "")


def calendar(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over the calendar file of the sender's next meeting, or of the one he means."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    found = [
        one
        for one in _mine(turn, me, dict(reading.slots), clock)
        if one.starts_at > turn.now and one.state != CANCELLED
    ]
    if not found:
        turn.say(words.NO_CALENDAR)
        return
    one = found[0]
    turn.give(calendar_file.document(writing.entry(one, writing.organiser(turn, one), turn.now)))
    turn.say(words.CALENDAR_GIVEN.format(title=one.title, when=dated(one.starts_at, clock.zone)))
