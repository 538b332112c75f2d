"""Back, back on another day, called off, not able to act: each told to exactly those who were told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.messages import Message
from bot.router import ANSWER, Reading
from bot.situation import Situation
from bot.store import people, stand_ins
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.leave import rows, talk
from handlers.leave.absence import Absence, absence_of, may_enter, next_of, refusal
from handlers.leave.agents import agents_named
from handlers.leave.known import AHEAD
from handlers.leave.returning import arm, meanwhile
from handlers.leave.spans import read_away, read_return
from handlers.leave.telling import form, tell_again, told_of
from knowledge.text import fold
from scheduler.audience import who_is
from scheduler.calendar import calendar_of
from scheduler.confirming import ask_for

Slots = dict[str, Any]


def back(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Note that somebody is back, before the day that was said or without one."""
    del message
    sender = situation.sender
    if not isinstance(sender, Person):
        turn.say(talk.ENROL_FIRST)
        return
    person = _meant(turn, reading.slots.get("who", ""), sender, situation)
    absence = next_of(turn.connection, person, turn.now) if person else None
    if person is None:
        return
    if absence is None:
        turn.say(talk.NOT_AWAY if person == sender else talk.HE_IS_NOT_AWAY.format(name=person.called))
    elif absence.since > turn.now:
        turn.say(talk.NOT_AWAY_YET.format(**absence.words(turn.now, situation.zone)))
    else:
        _end(turn, absence, situation)


def change(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Move the end of an absence, all of it before it begins, or name somebody else who acts."""
    del message
    sender, slots = situation.sender, dict(reading.slots)
    if not isinstance(sender, Person):
        turn.say(talk.ENROL_FIRST)
        return
    person = _meant(turn, slots.get("who", ""), sender, situation)
    before = next_of(turn.connection, person, turn.now) if person else None
    if person is None:
        return
    if before is None:
        turn.say(talk.NONE_TO_CHANGE if person == sender else talk.HE_IS_NOT_AWAY.format(name=person.called))
        return
    after = _moved(turn, before, slots, situation)
    if after is not None:
        _write(turn, before, after, sender, situation)


def call_off(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Drop an absence that has not begun; one that has, ends."""
    del message, reading
    sender = situation.sender
    absence = next_of(turn.connection, sender, turn.now) if isinstance(sender, Person) else None
    if not isinstance(sender, Person) or absence is None:
        turn.say(talk.NOT_AWAY if isinstance(sender, Person) else talk.ENROL_FIRST)
    elif absence.since < turn.now - timedelta(minutes=10):
        _end(turn, absence, situation)
    else:
        words = absence.words(turn.now, situation.zone)
        _set_end(turn, absence, absence.since)
        turn.record("leave.called_off", absence.subject)
        tell_again(turn, absence, talk.CANCELLED.format(**words), sender)
        turn.say(talk.CALLED_OFF_NOW.format(**words))


def decline(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take the word of who can't act: who is away is told, and names another."""
    del message, reading
    sender = situation.sender
    until = turn.now + AHEAD
    found = stand_ins.absences(turn.connection, turn.now, until) if isinstance(sender, Person) else []
    row = next((one for one in reversed(found) if isinstance(sender, Person) and one.agent_id == sender.id), None)
    absence = absence_of(turn.connection, row, turn.now) if row else None
    if absence is None or not isinstance(sender, Person):
        turn.say(talk.NOBODY_NAMED_YOU)
        return
    stand_ins.change(turn.connection, absence.id, agent_id=None)
    turn.record("leave.declined", absence.subject, agent=sender.id)
    enterer = rows.enterer_of(turn.connection, absence.id) or absence.person.id
    told = people.people(turn.connection, turn.now, {absence.person.id, enterer})
    words = absence.words(turn.now, situation.zone) | {"agent": sender.called}
    for one in told:
        text = talk.DECLINED.format(**words)
        turn.push(Recipient(person_id=one.id), text, audience="person", subject=absence.subject)
    turn.say(talk.DECLINED_BY_YOU.format(names="、".join(one.called for one in told)))


def _meant(turn: Turn, name: str, sender: Person, situation: Situation) -> Person | None:
    """Return whose absence is meant; None where that had to be said."""
    if not name:
        return sender
    found = who_is(turn.connection, name, turn.now, sender)
    if len(found) != 1:
        told = talk.WHICH_ONE.format(name=name, count=len(found)) if found else talk.WHO_IS_IT.format(name=name)
        turn.say(told)
        return None
    if not may_enter(turn.connection, sender, found[0], situation):
        turn.say(refusal(found[0], situation))
        return None
    return found[0]


def _end(turn: Turn, absence: Absence, situation: Situation) -> None:
    until = absence.until.isoformat() if absence.until else None
    _set_end(turn, absence, turn.now)
    turn.record("leave.ended", absence.subject, person=absence.person.id)
    turn.withdraw(absence.subject, "back")
    told = {person_id for person_id, _ in told_of(turn, absence)}
    words = absence.words(turn.now, situation.zone)
    if absence.agent is not None and absence.agent.id in told:
        text = talk.IS_BACK_TO_AGENT.format(**words)
        turn.push(Recipient(person_id=absence.agent.id), text, audience="agent", subject=absence.subject)
    turn.may_undo(talk.BACK, absence.subject, row=absence.id, until=until)
    counts = meanwhile(turn, absence.person.id, absence.since)
    more = "\n" + talk.MEANWHILE_NOW.format(counts=counts) if counts else ""
    turn.say(talk.IS_BACK.format(**words) + more)


def _set_end(turn: Turn, absence: Absence, until: datetime) -> None:
    stand_ins.change(turn.connection, absence.id, until=max(until, absence.since))
    arm(turn, replace(absence, until=absence.since))


def _moved(turn: Turn, before: Absence, slots: Slots, situation: Situation) -> Absence | None:
    """Return the absence as it is to be; None where that had to be asked."""
    if named := slots.get("delegate"):
        found = agents_named(turn.connection, named, before.person, turn.now)
        if len(found) == 1 and found[0].id != before.person.id:
            return replace(before, agent=found[0])
        told = talk.WHICH_ONE.format(name=named, count=len(found)) if found else talk.WHO_IS_IT.format(name=named)
        turn.say(told)
        return None
    text = fold(slots.get(ANSWER, "") or slots["text"])
    if slots.get("days") and before.until is not None and ANSWER not in slots:
        return _by(turn, before, timedelta(days=slots["days"]))
    now, calendar = situation.now.astimezone(situation.zone), calendar_of(turn.connection)
    whole = read_away(text, now, calendar)
    is_ahead = before.since > turn.now and whole.since is not None and whole.since > turn.now
    if is_ahead and whole.since and whole.until and whole.until - whole.since > timedelta(days=1):
        return replace(before, since=whole.since, until=whole.until)
    found_end = read_return(text, now, calendar)
    if found_end.question or found_end.until is None or found_end.until <= before.since:
        draft = Option("", talk.HANDLER, talk.CHANGE, slots | {"days": 0.0})
        ask_for(turn, found_end.question or talk.NOT_BEFORE, draft)
        return None
    return replace(before, until=found_end.until)


def _by(turn: Turn, before: Absence, days: timedelta) -> Absence | None:
    until = before.until + days if before.until else turn.now
    if until > max(before.since, turn.now):
        return replace(before, until=until)
    turn.say(talk.NOT_BEFORE)
    return None


def _write(turn: Turn, before: Absence, after: Absence, sender: Person, situation: Situation) -> None:
    """Write a change down and tell it: who acts anew, who does not any more, and everybody who was told."""
    agent_id = after.agent.id if after.agent else None
    stand_ins.change(turn.connection, after.id, since=after.since, until=after.until, agent_id=agent_id)
    turn.record("leave.changed", after.subject, until=after.until.isoformat() if after.until else None, agent=agent_id)
    turn.may_undo(
        talk.CHANGE,
        after.subject,
        row=before.id,
        since=before.since.isoformat(),
        until=before.until.isoformat() if before.until else None,
        agent=before.agent.id if before.agent else None,
    )
    words = after.words(turn.now, situation.zone)
    told = told_of(turn, before)
    tell_again(turn, after, talk.CHANGED.format(**words), sender)
    if after.agent is not None and after.agent.id not in {person_id for person_id, _ in told}:
        text = talk.TO_AGENT.format(**words)
        turn.push(Recipient(person_id=after.agent.id), text, audience="agent", subject=after.subject)
    arm(turn, after)
    lines = [talk.CHANGED_TO.format(**words), form(turn, after, situation)]
    turn.say("\n".join(filter(None, lines)))
