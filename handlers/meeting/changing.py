"""Moving a meeting 改期: confirmed once with old and new; everybody answers anew unless only the room changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.meeting import by_another, clashes, creating, inviting, meetings, moving, rescheduling, words
from handlers.meeting.choosing import ALL, ask_scope, choose
from handlers.meeting.heard import plain
from handlers.meeting.meetings import Meeting
from handlers.meeting.talk import CHANGE, HANDLER, MOVE
from handlers.meeting.wish import ANSWER, answered
from scheduler.audience import people_in
from scheduler.confirming import DROP_WORDS, YES_WORDS, ask_for, confirm
from scheduler.gathering.changing import hear_change, new_start
from scheduler.gathering.clock import Clock
from scheduler.leads import spoken


def change(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Find out which meeting is meant and what changes, then ask for the one confirmation."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    reading = _with_answer(reading, clock)
    chosen = choose(turn, reading, me, clock)
    if chosen is None or ask_scope(turn, reading, chosen, words.MOVE):
        return
    if reading.slots.get("scope") == ALL and chosen.series:
        rescheduling.confirm_all(turn, reading, chosen, clock)
    elif chosen.meeting is not None:
        if _changes_people(reading):
            inviting.confirm_people(turn, reading, chosen.meeting, me, situation)
        else:
            _confirm(turn, reading, chosen.meeting, clock)
    elif chosen.series is not None and chosen.planned is not None:
        rescheduling.confirm_one(turn, reading, chosen, clock)


def _changes_people(reading: Reading) -> bool:
    return any(name in reading.slots for name in ("add", "drop"))


def _with_answer(reading: Reading, clock: Clock) -> Reading:
    """Work in the answer to 请问改到什么时间."""
    if ANSWER not in reading.slots:
        return reading
    if "who" in reading.slots:
        slots = {**reading.slots, str(reading.slots["who"]): str(reading.slots[ANSWER]).strip()}
        return Reading(reading.handler, reading.intent, reading.confidence, _but(slots, "who", ANSWER))
    other = hear_change(plain(str(reading.slots[ANSWER])), clock.now, clock.calendar)
    if other is not None and (other.add or other.drop or other.place or other.by):
        slots = _but(reading.slots, ANSWER, "question") | other.slots()
        return Reading(reading.handler, reading.intent, reading.confidence, slots)
    said = answered({"asked": "time", ANSWER: reading.slots[ANSWER]}, clock)
    slots = _but(reading.slots, ANSWER, "question")
    slots |= {f"to_{name}": said[name] for name in ("start", "day", "end") if name in said}
    slots |= (
        {"question": said["question"]} if said.get("question") and "start" not in said and "day" not in said else {}
    )
    return Reading(reading.handler, reading.intent, reading.confidence, slots)


def _confirm(turn: Turn, reading: Reading, meeting: Meeting, clock: Clock) -> None:
    slots = {**reading.slots, "meeting": meeting.id}
    start = meeting.starts_at.astimezone(clock.zone)
    new, place = new_start(start, slots, clock), slots.get("place", "")
    if new is None and not place:
        ask_for(turn, slots.get("question") or words.TO_WHAT, Option("", HANDLER, CHANGE, slots))
        return
    new = new or start
    if new <= clock.now:
        ask_for(turn, words.TO_WHAT, Option("", HANDLER, CHANGE, _without_time(slots)))
        return
    lines = moving.changed_lines(meeting, new, place, clock)
    if not lines:
        turn.say(words.NOTHING_CHANGES)
        return
    told = people_in(turn.connection, meeting.audience, turn.now)
    said = {"place": place or meeting.place, "title": meeting.title}
    warned = clashes.noted(turn, said, new, told, clock, besides=meeting.id)
    text = words.CONFIRM_CHANGE.format(
        title=meeting.title, count=len(told), lines="\n".join([*lines, *warned, *_near(turn, new, start, clock)])
    )
    chosen = {"meeting": meeting.id, "version": meeting.version, "start": f"{new:%Y-%m-%dT%H:%M}", "place": place}
    again = Option("", HANDLER, CHANGE, {"meeting": meeting.id, "scope": "one", "instead": True})
    if new.date() == start.date() and place:
        _ask_keep(turn, text, chosen, again)
    else:
        confirm(turn, text, Option("", HANDLER, MOVE, chosen), again)


def _ask_keep(turn: Turn, text: str, chosen: dict[str, Any], again: Option) -> None:
    """Let the organiser say whether answers hold: on the same day, with another room, they may."""
    keeps = Option(words.KEEP_ANSWERS, HANDLER, MOVE, chosen | {"keep": True}, (*YES_WORDS, "确认", "有效"))
    anew = Option(words.ASK_ANEW, HANDLER, MOVE, chosen, ("重新回复", "重新"))
    drop = Option("不发", "system", "draft.drop", {}, DROP_WORDS)
    turn.ask(text, (keeps, anew, drop), free=replace(again, is_draft=True))


def _near(turn: Turn, new: datetime, start: datetime, clock: Clock) -> Sequence[str]:
    """Say what is unusual about the new day."""
    said = spoken(new, turn.now, clock.zone, clock.calendar)
    return [f"注意：{said}"] if new.date() != start.date() and said.endswith("）") else []


def _but(slots: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: one for name, one in slots.items() if name not in names}


def _without_time(slots: dict[str, Any]) -> dict[str, Any]:
    return {
        name: one for name, one in slots.items() if not name.startswith("to_") and name not in ("by_min", "question")
    }


def move(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed: the meeting, its notice and its timers move, everybody is told."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock, slots = creating.clock_of(turn, situation), reading.slots
    if "series" in slots:
        rescheduling.move(turn, reading, clock)
        return
    meeting = meetings.find(turn.connection, int(slots["meeting"]))
    if meeting is None or not meeting.is_called or meeting.starts_at <= turn.now:
        turn.say(words.HAS_BEGUN)
        return
    if slots.get("version", meeting.version) != meeting.version:
        turn.say(words.MOVED_MEANWHILE)
        again = {name: slots[name] for name in ("meeting", "place") if slots.get(name)} | {"to_start": slots["start"]}
        _confirm(turn, replace(reading, slots=again), meeting, clock)
        return
    if "audience" in slots:
        inviting.move(turn, meeting, slots, clock)
        return
    new = clock.local(slots["start"])
    lines = moving.changed_lines(meeting, new, slots.get("place", ""), clock)
    if not lines:
        turn.say(words.NOTHING_CHANGES)
        return
    count = moving.moved(turn, meeting, new, slots.get("place") or meeting.place, clock, keep=bool(slots.get("keep")))
    text = words.CHANGED_BY.format(who=me.called, title=meeting.title, lines="\n".join(lines))
    by_another.tell_organiser(turn, meeting, me, text)
    turn.say(words.CHANGED.format(count=count, lines="\n".join(lines)))
