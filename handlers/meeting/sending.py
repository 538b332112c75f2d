"""Sending what was confirmed: the meeting stands, everybody is told and owes an answer, and what is to come is set."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.meeting import announcing, creating, recurring, words
from scheduler.audience import people_in, read_audience
from scheduler.confirming import held, leaves_at
from scheduler.leads import spoken
from scheduler.notices import is_soon
from scheduler.resting import resting

SCHEDULED = "meeting.scheduled"


def send(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    said, clock = dict(reading.slots), creating.clock_of(turn, situation)
    found = read_audience(turn.connection, said.get("audience", ""), turn.now, me)
    told = people_in(turn.connection, found.audience, turn.now)
    if not found.is_clear or not told or (refused := creating.refusal(turn, me, told, situation)):
        turn.say(refused if found.is_clear and told else words.WHO_ATTENDS)
        return
    if "rule" in said:
        recurring.begin(turn, said, found.audience, me, clock)
        return
    start = clock.local(said["start"])
    if start <= clock.now:
        turn.say(words.ENDED_BEFORE_SENT)
        return
    meeting = announcing.keep(turn, said, found.audience, me.id, start, clock)
    not_before = leaves_at(turn, len(told))
    announcing.announce(turn, meeting, clock.zone, not_before)
    turn.record(
        SCHEDULED, meeting.subject, kind=meeting.kind, starts_at=meeting.starts_at.isoformat(), people=len(told)
    )
    turn.may_undo(SCHEDULED, meeting.subject)
    when = spoken(start, turn.now, clock.zone, clock.calendar)
    waits = "" if is_soon(start, turn.now) else resting(turn.connection, told, turn.now, clock.zone)
    minute = held(turn, len(told))
    form = words.SENT_LATER if minute else words.SENT
    turn.say(form.format(title=meeting.title, when=when, count=len(told), held=minute + waits))
