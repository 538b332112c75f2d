"""Items before a meeting 会前收集: anybody who comes hands in a line; the organiser gets them as one list."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.documents import Document
from bot.messages import Message
from bot.printed import Paragraph, Part, Printed, Title
from bot.router import Reading
from bot.situation import Situation
from bot.store import people
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from bot.word_file import document_of
from handlers.meeting import announcing, arming, attending, creating, meetings, papers, words, writing
from handlers.meeting.choosing import AHEAD, matching, may_change
from handlers.meeting.meetings import CALLED, Meeting
from handlers.meeting.papers import ITEM, Paper
from scheduler import notices
from scheduler.gathering.clock import Clock
from scheduler.leads import dated

MOST_IN_A_TEXT = 5  # more go as a file
AGENDA_ITEM = "议题"


def hand_in(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Keep an item for the meeting it is for: the next one of that kind the sender comes to."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock, slots = creating.clock_of(turn, situation), reading.slots
    coming = meetings.between(turn.connection, turn.now, turn.now + AHEAD, CALLED)
    fitting = matching(coming, {"kind": slots.get("kind"), "name": slots.get("kind") or ""}, clock)
    mine = [one for one in fitting if attending.concerns(turn, one, me)]
    collected = [one for one in mine if one.collects] or mine
    if not collected:
        turn.say(words.ITEM_FOR_WHOM.format(what=slots.get("what", AGENDA_ITEM)))
        return
    meeting = collected[0]
    papers.put(turn.connection, meeting.id, ITEM, me.id, slots["text"], turn.now, {})
    turn.record("meeting.item", meeting.subject, person=me.id)
    who, when = writing.organiser(turn, meeting), dated(meeting.starts_at, clock.zone)
    if meeting.collect_by is not None and meeting.collect_by < turn.now:
        text = words.ITEM_LINE.format(number=1, who=me.name, text=slots["text"])
        head = words.ITEMS_HEAD.format(what=meeting.collects, title=meeting.title, when=when, count=1)
        turn.push(
            Recipient(person_id=meeting.organiser_id), f"{head}\n{text}", audience="organiser", subject=meeting.subject
        )
        turn.say(words.ITEM_LATE.format(by=dated(meeting.collect_by, clock.zone), who=who))
        return
    turn.say(words.ITEM_KEPT.format(who=who, title=meeting.title, when=when))


def collect(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask those who come to hand something in, or show what was; for the organiser's next meeting."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock, slots = creating.clock_of(turn, situation), reading.slots
    coming = meetings.between(turn.connection, turn.now, turn.now + AHEAD, CALLED)
    mine = [one for one in coming if may_change(me, one.organiser_id)]
    fitting = matching(mine, {"kind": slots.get("kind"), "name": slots.get("kind") or ""}, clock)
    if not fitting:
        turn.say(words.NO_MEETING)
    elif slots.get("show"):
        turn.whisper(_listed(turn, fitting[0], clock.zone))
        if document := _document(turn, fitting[0], clock.zone):
            turn.give(document)
    else:
        _begin(turn, fitting[0], slots["what"], slots.get("by", ""), clock)


def _begin(turn: Turn, meeting: Meeting, what: str, by: str, clock: Clock) -> None:
    """Let something be handed in before a meeting, and tell those who come."""
    until = announcing.collect_by(by, meeting.starts_at.astimezone(clock.zone), clock)
    after = meetings.moved(turn.connection, meeting, collects=what[:20], collect_by=until)
    arming.arm(turn, after)
    when = dated(after.starts_at, clock.zone)
    invited = [one for one in attending.invited(turn, after) if one.id != after.organiser_id]
    draft = notices.Draft(
        kind="collect",
        subject=f"{after.subject}:collect",
        head=words.COLLECT_NOTICE.format(when=when, title=after.title, what=what),
        text=words.COLLECT_BY.format(by=dated(until, clock.zone), what=what)
        if until
        else writing.collected(after, clock.zone),
        audience=after.audience,
        asks=notices.Asks.NOTHING,
        organiser_id=after.organiser_id,
    )
    if notices.of_subject(turn.connection, draft.subject) is None:
        notices.send(turn, draft)
    turn.record("meeting.collecting", after.subject, what=what)
    spoken = words.UNTIL.format(by=dated(until, clock.zone)) if until else ""
    turn.say(words.COLLECTING.format(count=len(invited), what=what, by=spoken, title=after.title, when=when))


def give(turn: Turn, meeting: Meeting, zone: ZoneInfo) -> None:
    """Give the organiser everything that was handed in, and the names of who handed in nothing."""
    turn.push(
        Recipient(person_id=meeting.organiser_id),
        _listed(turn, meeting, zone),
        audience="organiser",
        subject=meeting.subject,
        document=_document(turn, meeting, zone),
    )
    turn.record("meeting.collected", meeting.subject)


def _listed(turn: Turn, meeting: Meeting, zone: ZoneInfo) -> str:
    items = papers.of_meeting(turn.connection, meeting.id, ITEM)
    when, what = dated(meeting.starts_at, zone), meeting.collects or AGENDA_ITEM
    invited = [one for one in attending.invited(turn, meeting) if one.id != meeting.organiser_id]
    missing = [one for one in invited if one.id not in {item.person_id for item in items}] if meeting.collects else []
    lines = [words.ITEMS_NONE.format(title=meeting.title, when=when, what=what)]
    if items:
        lines = [words.ITEMS_HEAD.format(what=what, title=meeting.title, when=when, count=len(items))]
        lines += _lines(turn, items)[:MOST_IN_A_TEXT]
    lines += [words.ITEMS_MISSING.format(names="、".join(one.name for one in missing))] if missing else []
    return "\n".join(lines)


def _lines(turn: Turn, items: Sequence[Paper]) -> list[str]:
    """Write items in office order of who handed them in."""
    known = people.people(turn.connection, turn.now, {one.person_id for one in items})
    place = {one.id: number for number, one in enumerate(known)}
    names: dict[int, Person] = {one.id: one for one in known}
    ordered = sorted(items, key=lambda one: (place.get(one.person_id, len(place)), one.id))
    return [
        words.ITEM_LINE.format(
            number=number, who=names[one.person_id].name if one.person_id in names else "", text=one.text
        )
        for number, one in enumerate(ordered, start=1)
    ]


def _document(turn: Turn, meeting: Meeting, zone: ZoneInfo) -> Document | None:
    items = papers.of_meeting(turn.connection, meeting.id, ITEM)
    if len(items) <= MOST_IN_A_TEXT:
        return None
    name = words.ITEMS_FILE.format(title=meeting.title, what=meeting.collects or AGENDA_ITEM)
    parts: list[Part] = [Title(name), *(Paragraph(line) for line in _lines(turn, items))]
    return document_of(Printed(name, parts, turn.now.astimezone(zone)))
