"""Who attends a meeting that was called already: some more, some no longer; only those are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.meeting import creating, meetings, words
from handlers.meeting.meetings import Meeting
from handlers.meeting.talk import CHANGE, HANDLER, MOVE
from scheduler import notices, owed
from scheduler.audience import Audience, people_in, read_audience
from scheduler.confirming import ask_for, confirm
from scheduler.gathering.clock import Clock
from scheduler.notices import Notice
from scheduler.notices import rows as notice_rows
from scheduler.notices import words as said
from scheduler.notices.sending import owe, tell

PEOPLE = "meeting.people"


def confirm_people(turn: Turn, reading: Reading, meeting: Meeting, me: Person, situation: Situation) -> None:
    """Ask for the one confirmation of who attends from now on."""
    slots = {**reading.slots, "meeting": meeting.id}
    phrase = slots.get("add") or slots.get("drop", "")
    found = read_audience(turn.connection, phrase, turn.now)
    if not found.is_clear:
        word = (found.unknown or tuple(said for said, _ in found.ambiguous) or (phrase,))[0]
        name = "add" if "add" in slots else "drop"
        kept = {key: one for key, one in slots.items() if key != name}
        ask_for(turn, words.UNKNOWN.format(said=word), Option("", HANDLER, CHANGE, kept | {"who": name}))
        return
    wanted = changed(meeting.audience, found.audience, adds="add" in slots)
    joining, leaving = _between(turn, meeting, wanted)
    refused = creating.refusal(turn, me, joining, situation)
    if refused or not (joining or leaving):
        turn.say(refused or words.SAME_PEOPLE)
        return
    count = len(people_in(turn.connection, wanted, turn.now))
    lines = [*_lines(joining, leaving), *([words.ONLY_PEOPLE] if slots.get("instead") else [])]
    text = words.CONFIRM_PEOPLE.format(title=meeting.title, lines="\n".join(lines), count=count)
    confirm(turn, text, Option("", HANDLER, MOVE, {"meeting": meeting.id, "audience": wanted.data()}))


def changed(audience: Audience, other: Audience, *, adds: bool) -> Audience:
    """Return an audience with, or without, another one."""
    if not adds:
        return Audience(audience.terms, tuple(dict.fromkeys((*audience.without, *other.terms))))
    return Audience(
        tuple(dict.fromkeys((*audience.terms, *other.terms))),
        tuple(one for one in audience.without if one not in other.terms),
    )


def move(turn: Turn, meeting: Meeting, slots: Mapping[str, Any], clock: Clock) -> None:
    """Do what was confirmed."""
    del clock
    wanted = Audience.of(slots["audience"])
    joining, leaving = _between(turn, meeting, wanted)
    after = meetings.moved(turn.connection, meeting, audience=wanted, version=meeting.version + 1)
    notice = notices.of_subject(turn.connection, meeting.subject)
    if notice is not None and notice.is_open:
        _tell(turn, notice_rows.moved(turn.connection, notice, audience=wanted), joining, leaving)
    lines = _lines(joining, leaving)
    turn.record("meeting.changed", after.subject, version=after.version, lines=lines)
    turn.may_undo(PEOPLE, after.subject, audience=meeting.audience.data())
    turn.say(words.PEOPLE_CHANGED.format(lines="\n".join(lines)))


def put_back(turn: Turn, meeting: Meeting, was: Audience) -> None:
    """Have those attend who did before; who heard of the change hears the correction elsewhere."""
    joining, leaving = _between(turn, meeting, was)
    meetings.moved(turn.connection, meeting, audience=was, version=meeting.version + 1)
    notice = notices.of_subject(turn.connection, meeting.subject)
    if notice is None or not notice.is_open:
        return
    owe(turn, notice_rows.moved(turn.connection, notice, audience=was), joining)
    for one in leaving:
        owed.settle(turn, notices.KIND, notice.owed, one.id, owed.VOID)


def _tell(turn: Turn, notice: Notice, joining: list[Person], leaving: list[Person]) -> None:
    """Give the notice to who is new, and tell who need not come; nobody else hears of it."""
    owe(turn, notice, joining)
    tell(turn, notice, joining, lambda before: said.full(notice, before))
    text = said.NOT_YOU.format(head=said.bare(notice.head))
    for one in leaving:
        owed.settle(turn, notices.KIND, notice.owed, one.id, owed.VOID)
        turn.push(Recipient(person_id=one.id), text, audience="copy", subject=notice.owed)


def _between(turn: Turn, meeting: Meeting, wanted: Audience) -> tuple[list[Person], list[Person]]:
    """Return who is new, and who is no longer asked."""
    before = people_in(turn.connection, meeting.audience, turn.now)
    after = people_in(turn.connection, wanted, turn.now)
    known, still = {one.id for one in before}, {one.id for one in after}
    return [one for one in after if one.id not in known], [one for one in before if one.id not in still]


def _lines(joining: list[Person], leaving: list[Person]) -> list[str]:
    lines = [words.JOINING.format(names="、".join(one.called for one in joining))] if joining else []
    return lines + ([words.LEAVING.format(names="、".join(one.called for one in leaving))] if leaving else [])
