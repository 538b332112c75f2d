"""After a meeting: minutes, handed out when its organiser says so; decisions, which become tasks by a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store import attachments
from bot.store.files import Enclosed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.pushes import Push, Recipient, Severity
from bot.turn import Turn
from handlers.meeting import attending, creating, meetings, papers, words, writing
from handlers.meeting.choosing import matching, may_change
from handlers.meeting.meetings import CALLED, HELD, Meeting
from handlers.meeting.papers import DECISION, MINUTES, Paper
from handlers.meeting.talk import HAND_OUT, HANDLER
from scheduler.confirming import confirm
from scheduler.gathering.clock import Clock
from scheduler.leads import dated

BACK = timedelta(days=30)
AHEAD = timedelta(minutes=15)  # a meeting may begin early
LONGEST_SHOWN = 300
CONFIRMED = "confirmed"
MINUTES_SENT = "meeting.minutes_sent"


class Assign(Protocol):
    """Makes a task of a decision; wired where the house is built."""

    def __call__(self, turn: Turn, title: str, owner_text: str, due_text: str, source: str) -> str:
        """Assign what was decided. source: `meeting:12`. Returns the sentence for who said it."""


def keep_minutes(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Keep the minutes of the last meeting the sender called, or of the one named."""
    me = creating.caller(turn, situation)
    if me is None:
        return
    text = reading.slots.get("text", "")
    has_file = bool(message.data.get("media"))
    clock = creating.clock_of(turn, situation)
    if not text and not has_file:
        show(turn, me, reading.slots, clock, also_decided=False)
        return
    meeting = _last(turn, me, reading.slots, clock)
    if meeting is None:
        turn.say(words.NO_PAST)
        return
    data = _file_of(message) if has_file else {}
    papers.put(turn.connection, meeting.id, MINUTES, me.id, text, turn.now, data)
    turn.record(papers.KEPT, meeting.subject)
    turn.say(words.MINUTES_KEPT.format(title=meeting.title, when=dated(meeting.starts_at, clock.zone)))


def _file_of(message: Message) -> dict[str, Any]:
    """Return where the file of a message is found once it was fetched."""
    name = str((message.data["media"][0] or {}).get("name") or words.MINUTES_FILE)
    return {"door": message.door, "message": message.message_id, "name": name}


def show(turn: Turn, me: Person, slots: Mapping[str, Any], clock: Clock, *, also_decided: bool = True) -> None:
    """Show the minutes and decisions of the asker's last meeting; of his own without any, take what follows."""
    past = meetings.between(turn.connection, turn.now - BACK, turn.now, CALLED, HELD)
    kind = slots.get("kind") or ""
    mine = [one for one in matching(past, {"kind": kind, "name": kind}, clock) if attending.concerns(turn, one, me)]
    for one in reversed(mine):
        kept = papers.of_meeting(turn.connection, one.id, MINUTES)
        decided = papers.of_meeting(turn.connection, one.id, DECISION) if also_decided else []
        if kept or decided:
            text = "\n".join([*([kept[-1].text or words.IN_FILE] if kept else []), *(each.text for each in decided)])
            when = dated(one.starts_at, clock.zone)
            turn.whisper(words.MINUTES.format(when=when, title=one.title, text=text))
            if kept:
                _enclose(turn, kept[-1], me)
            return
    if mine and not may_change(me, mine[-1].organiser_id):
        who, when = writing.organiser(turn, mine[-1]), dated(mine[-1].starts_at, clock.zone)
        turn.say(words.NO_MINUTES_YET.format(title=mine[-1].title, when=when, who=who))
        return
    turn.record(papers.WANTED, kind=kind)
    turn.say(words.MINUTES_WANTED)


def _enclose(turn: Turn, paper: Paper, to: Person) -> None:
    """Send the file of some minutes after their text, as it came."""
    if not paper.data.get("message"):
        return
    found = attachments.of_message(turn.connection, paper.data["door"], paper.data["message"])
    file_id = next((one.file_id for one in found if one.file_id is not None), None)
    if file_id is None:
        return
    push = Push(
        id=0,
        recipient=Recipient(person_id=to.id),
        text=words.NO_FILE_HERE,
        audience="roster",
        subject=f"meeting:{paper.meeting_id}",
        severity=Severity.NORMAL,
        answers=None,
        not_before=turn.now,
        expires_at=None,
        file=Enclosed(file_id, paper.data["name"]),
    )
    turn.push_all([push])


def hand_out(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Send the minutes to those who were to come, once that is confirmed."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    meeting = _named(turn, me, reading.slots, clock)
    if meeting is None:
        turn.say(words.NO_PAST)
        return
    kept = papers.of_meeting(turn.connection, meeting.id, MINUTES)
    when = dated(meeting.starts_at, clock.zone)
    if not kept:
        turn.say(words.NO_MINUTES.format(title=meeting.title, when=when))
        return
    told = [one for one in attending.invited(turn, meeting) if one.id != me.id]
    text = words.MINUTES.format(when=when, title=meeting.title, text=kept[-1].text or words.IN_FILE)
    if not reading.slots.get(CONFIRMED):
        shown = words.CONFIRM_MINUTES.format(count=len(told), text=text[:LONGEST_SHOWN])
        confirm(turn, shown, Option("", HANDLER, HAND_OUT, {"meeting": meeting.id, CONFIRMED: True}))
        return
    for one in told:
        turn.push(Recipient(person_id=one.id), text, audience="roster", subject=meeting.subject)
        _enclose(turn, kept[-1], one)
    turn.record(MINUTES_SENT, meeting.subject, people=len(told))
    turn.may_undo(MINUTES_SENT, meeting.subject, title=meeting.title)
    turn.say(words.MINUTES_SENT.format(count=len(told)))


def deciding(assign: Assign | None) -> Act:
    """Return the act of 会议决定. assign: makes a task of it; None: it is kept with the meeting only."""

    def decide(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        """Keep a decision with its meeting, and hand it over as a task where somebody is to carry it out."""
        del message
        me = creating.caller(turn, situation)
        if me is None:
            return
        clock, slots = creating.clock_of(turn, situation), reading.slots
        meeting = _last(turn, me, slots, clock)
        if meeting is None:
            turn.say(words.NO_PAST)
            return
        data = {"owner": slots.get("owner", ""), "due": slots.get("due", "")}
        papers.put(turn.connection, meeting.id, DECISION, me.id, slots["text"], turn.now, data)
        more = [str(one) for one in slots.get("more", ())]
        for one in more:
            papers.put(turn.connection, meeting.id, DECISION, me.id, one, turn.now, {})
        turn.record("meeting.decided", meeting.subject, owner=data["owner"], due=data["due"])
        when = dated(meeting.starts_at, clock.zone)
        turn.say(words.DECIDED.format(title=meeting.title, when=when, text=slots["text"]))
        if more:
            turn.say(words.MORE_DECISIONS.format(count=len(more), next=more[0]))
        if not data["owner"]:
            turn.say(words.WHO_CARRIES_OUT)
        elif assign is not None and (
            answer := assign(turn, slots["title"], data["owner"], data["due"], meeting.subject)
        ):
            turn.say(answer)

    return decide


def _named(turn: Turn, me: Person, slots: Mapping[str, Any], clock: Clock) -> Meeting | None:
    if "meeting" not in slots:
        return _last(turn, me, slots, clock)
    found = meetings.find(turn.connection, int(slots["meeting"]))
    return found if found and may_change(me, found.organiser_id) else None


def _last(turn: Turn, me: Person, slots: Mapping[str, Any], clock: Clock) -> Meeting | None:
    """Return the last meeting the sender called (or may speak for), of the kind that is named."""
    past = meetings.between(turn.connection, turn.now - BACK, turn.now + AHEAD, CALLED, HELD)
    mine = [one for one in past if may_change(me, one.organiser_id)]
    kind = slots.get("kind") or ""
    fitting = matching(mine, {"kind": kind, "name": kind}, clock)
    own = [one for one in fitting if one.organiser_id == me.id]
    chosen = own or fitting
    return chosen[-1] if chosen else None
