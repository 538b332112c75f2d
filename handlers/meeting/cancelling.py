"""Calling a meeting off: exactly those who were told hear it; what was to remind of it is gone."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.meeting import by_another, creating, meetings, settling, words
from handlers.meeting.choosing import ALL, Chosen, ask_scope, choose, may_change
from handlers.meeting.meetings import CANCELLED, Meeting
from handlers.meeting.talk import CALL_OFF, HANDLER
from scheduler import notices, series
from scheduler.audience import people_in
from scheduler.confirming import confirm
from scheduler.gathering.clock import Clock
from scheduler.leads import dated, spoken
from scheduler.notices.changing import snapshot

OFF, ENDED = "meeting.cancelled", "meeting.series_ended"


def cancel(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Find out which meeting is meant, and ask for the one confirmation."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    if reading.slots.get("all"):
        turn.say(words.ONE_AT_A_TIME)
        return
    clock = creating.clock_of(turn, situation)
    chosen = choose(turn, reading, me, clock)
    if chosen is None or ask_scope(turn, reading, chosen, words.STOP):
        return
    if reading.slots.get("scope") == ALL and chosen.series:
        called = [one for one in meetings.of_series(turn.connection, chosen.series.subject) if one.starts_at > turn.now]
        text = words.CONFIRM_END.format(title=chosen.title, count=len(called))
        confirm(turn, text, Option("", HANDLER, CALL_OFF, {"series": chosen.series.subject}))
    elif chosen.meeting is not None:
        _confirm(turn, chosen.meeting, clock)
    else:
        _skip(turn, chosen, clock)


def _confirm(turn: Turn, meeting: Meeting, clock: Clock) -> None:
    told = people_in(turn.connection, meeting.audience, turn.now)
    when = spoken(meeting.starts_at, turn.now, clock.zone, clock.calendar)
    text = words.CONFIRM_CANCEL.format(when=when, title=meeting.title, count=len(told))
    confirm(turn, text, Option("", HANDLER, CALL_OFF, {"meeting": meeting.id}))


def _skip(turn: Turn, chosen: Chosen, clock: Clock) -> None:
    """Leave out one time that nobody was told of yet: that needs no confirmation."""
    if chosen.series is None or chosen.planned is None:
        return
    series.decide(turn, chosen.series.subject, chosen.planned, "skip")
    turn.record(OFF, chosen.series.subject, planned=chosen.planned.isoformat())
    when = spoken(chosen.planned, turn.now, clock.zone, clock.calendar)
    turn.say(words.SKIPPED.format(when=when, title=chosen.title))


def call_off(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    if "series" in reading.slots:
        _end(turn, reading.slots["series"], clock)
        return
    meeting = meetings.find(turn.connection, int(reading.slots["meeting"]))
    if meeting is None or not meeting.is_called or not may_change(me, meeting.organiser_id):
        turn.say(words.NO_MEETING)
        return
    count = called_off(turn, meeting, clock)
    when = spoken(meeting.starts_at, turn.now, clock.zone, clock.calendar)
    text = words.CANCELLED_BY.format(who=me.called, title=meeting.title, when=when)
    by_another.tell_organiser(turn, meeting, me, text)
    turn.say(words.CANCELLED.format(when=when, title=meeting.title, count=count))


def called_off(turn: Turn, meeting: Meeting, clock: Clock) -> int:
    """Call a meeting off and tell those who were told. Returns how many."""
    after = meetings.moved(turn.connection, meeting, state=CANCELLED, version=meeting.version + 1)
    notice = notices.of_subject(turn.connection, meeting.subject)
    was = snapshot(notice) if notice else {}
    if notice is not None and notice.is_open:
        when = dated(meeting.starts_at, clock.zone)
        notices.cancel(turn, notice, words.IS_CANCELLED.format(when=when, title=meeting.title), by_id=turn.person_id)
    settling.settled(turn, after, clock.zone)
    turn.record(OFF, meeting.subject, kind=meeting.kind)
    turn.may_undo(OFF, meeting.subject, notice=was)
    return len([one for one in people_in(turn.connection, meeting.audience, turn.now) if one.id != turn.person_id])


def _end(turn: Turn, subject: str, clock: Clock) -> None:
    one = series.of_subject(turn.connection, subject)
    if one is None or not series.end(turn, subject):
        turn.say(words.NO_MEETING)
        return
    for meeting in meetings.of_series(turn.connection, subject):
        if meeting.starts_at > turn.now:
            called_off(turn, meeting, clock)
    turn.record(OFF, subject)
    turn.may_undo(
        ENDED,
        subject,
        rule=one.rule.text,
        organiser=one.organiser_id,
        first=one.first.isoformat() if one.first else "",
        ahead_s=int(one.ahead.total_seconds()),
        data=dict(one.data),
    )
    turn.say(words.ENDED.format(title=one.title))
