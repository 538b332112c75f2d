"""Doing what was confirmed: the study stands with its roster and parts, everybody is told, signing in will open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store import chats
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.pushes import Recipient
from bot.turn import Turn
from handlers.study import enlisting, kinds, recurring, roster, settings, studies
from handlers.study import parts as contributions
from handlers.study.beginning import whose
from handlers.study.parts import Part
from handlers.study.planning import creating, people, speakers, words, writing
from handlers.study.planning import settings as own
from handlers.study.planning.people import Cast, Named
from handlers.study.roster import APART, NEED_NOT, SITS_IN
from handlers.study.studies import Study
from handlers.study.talk import HANDLER
from handlers.study.timing import OPENS
from handlers.study.window import around
from scheduler import notices
from scheduler.audience import Audience, Group, Term
from scheduler.confirming import held, leaves_at
from scheduler.gathering import calendar_file
from scheduler.gathering.clock import Clock
from scheduler.gathering.deadline import until
from scheduler.leads import dated, spoken
from scheduler.notices import is_soon
from scheduler.resting import resting

PLANNED = "checkin.planned"


def send(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    said, clock = dict(reading.slots), creating.clock_of(turn, situation)
    meant = people.cast(turn, said, me)
    if not meant.found.is_clear or not meant.attending or meant.unclear:
        creating.ask(turn, said, me, situation)
        return
    if refused := creating.refusal(turn, me, meant.attending, situation):
        turn.say(refused)
        return
    if "rule" in said:
        recurring.begin(turn, said, creating.title_of(said, meant), me, clock)
        return
    start = clock.local(said["start"])
    if start <= clock.now:
        turn.say(words.IS_PAST)
        return
    chat = situation.chat.id if situation.chat and situation.chat.id else None
    study = keep(turn, said, meant, me.id, chat, clock)
    not_before = leaves_at(turn, len(meant.attending))
    announce(turn, study, clock.zone, not_before)
    speakers.tell_all(turn, study, clock.zone, not_before)
    turn.record(
        PLANNED, study.subject, kind=study.kind, starts_at=study.starts_at.isoformat(), people=len(meant.attending)
    )
    turn.may_undo(PLANNED, study.subject)
    turn.say(_done(turn, study, meant, clock))


def _done(turn: Turn, study: Study, meant: Cast, clock: Clock) -> str:
    minute = held(turn, len(meant.attending))
    waits = (
        "" if is_soon(study.starts_at, turn.now) else resting(turn.connection, meant.attending, turn.now, clock.zone)
    )
    form = words.PLANNED_LATER if minute else words.PLANNED
    return form.format(
        title=study.title,
        when=spoken(study.starts_at, turn.now, clock.zone, clock.calendar),
        count=roster.tally(roster.of_study(turn.connection, study.id)).expected,
        opens=f"{study.opens_at.astimezone(clock.zone):%H:%M}",
        held=minute + waits,
        number=study.number,
    )


def keep(turn: Turn, said: dict[str, Any], meant: Cast, organiser_id: int, chat_id: int | None, clock: Clock) -> Study:
    """Keep a study with its roster and who does what."""
    start, kind = clock.local(said["start"]), str(said["kind"])
    unit_id, branch_id = whose(meant.found.audience)
    study = studies.put(
        turn.connection,
        around(start, *settings.margins(turn.connection)),
        kind=kind,
        title=creating.title_of(said, meant),
        topic=str(said.get("topic", ""))[:200],
        place=str(said.get("place", ""))[:60],
        starts_at=start,
        ends_at=clock.local(said["end"]) if "end" in said else None,
        audience=meant.found.audience,
        unit_id=unit_id,
        branch_id=branch_id,
        organiser_id=organiser_id,
        chat_id=chat_id or _chat_of(turn, unit_id, branch_id),
        has_vote=kind in kinds.VOTING,
        needs_code=creating.needs_code(turn, said),
        wants=str(said.get("wants", "")),
        wants_by=until(said.get("wants_by", ""), start, clock),
        note=_note(said, meant),
        made_at=turn.now,
    )
    put_apart(turn, study, meant)
    for one in meant.roles:
        put_part(turn, study, one, organiser_id)
    enlisting.enlist(turn, study)
    return study


def _note(said: dict[str, Any], meant: Cast) -> str:
    """Return what is said besides, with the guests who need not sign and are on no roster."""
    guests = "、".join(one.said for one in meant.exempt if one.one is None)
    said_so = (str(said.get("note", "")), words.EXEMPT.format(names=guests) if guests else "")
    return "；".join(one for one in said_so if one)[:300]


def put_apart(turn: Turn, study: Study, meant: Cast) -> None:
    """Put those on the roster who do not count as 应到, before the others."""
    guests = (*meant.lecturers, *meant.exempt)
    for one in meant.apart:
        if one.one is not None:
            enlisting.put(turn, study, [one.one], APART, one.why)
    enlisting.put(turn, study, _persons(guests), NEED_NOT)
    enlisting.put(turn, study, _persons(meant.sits_in), SITS_IN)


def put_part(turn: Turn, study: Study, one: Named, noted_by: int) -> Part:
    """Keep what somebody is to do."""
    person = one.one
    name = person.name if person else one.said
    part = Part(
        0, study.id, person.id if person else None, name[:40], one.part, one.title, None, contributions.PLANNED,
        noted_by, turn.now,
    )  # fmt: skip
    return contributions.put(turn.connection, part)


def _persons(given: Sequence[Named]) -> list[Person]:
    return [one.one for one in given if one.one is not None]


def _chat_of(turn: Turn, unit_id: int | None, branch_id: int | None) -> int | None:
    """Return the group that belongs to a branch or a unit."""
    fitting = [
        one.id
        for one in chats.every(turn.connection)
        if one.left_at is None
        and one.is_internal
        and ((branch_id and one.branch_id == branch_id) or (unit_id and one.unit_id == unit_id))
    ]
    return fitting[0] if len(fitting) == 1 else None


def announce(turn: Turn, study: Study, zone: ZoneInfo, not_before: datetime | None = None) -> None:
    """Tell everybody a study is for, and its group; set when signing in opens; hand over the calendar file."""
    draft = notices.Draft(
        kind=HANDLER,
        subject=study.subject,
        head=writing.head(study, zone, turn.now),
        text=writing.body(turn, study, zone),
        audience=told(turn, study),
        asks=notices.Asks.RSVP,
        organiser_id=study.organiser_id,
        event_at=study.starts_at,
        number=study.number,
        leads=writing.leads(turn.connection),
    )
    notices.send(turn, draft, not_before)
    turn.later(OPENS, study.subject, study.opens_at)
    _tell_group(turn, study, zone, not_before)
    give_calendar(turn, study, not_before)


def told(turn: Turn, study: Study) -> Audience:
    """Return who gets the notice: who attends and who sits in, without those who are not counted."""
    entries = roster.of_study(turn.connection, study.id)
    sits = tuple(Term(Group.PERSON, one.name, one.person_id) for one in entries if one.belongs == SITS_IN)
    gone = tuple(Term(Group.PERSON, one.name, one.person_id) for one in entries if one.belongs == APART)
    return Audience((*study.audience.terms, *sits), (*study.audience.without, *gone))


def _tell_group(turn: Turn, study: Study, zone: ZoneInfo, not_before: datetime | None) -> None:
    chat = chats.by_id(turn.connection, study.chat_id) if study.chat_id else None
    if chat is None or chat.left_at is not None:
        return
    place = words.PLACE.format(place=study.place) + "。" if study.place else ""
    turn.push(
        Recipient(platform=chat.platform, chat=chat.chat),
        words.GROUP.format(
            head=f"{words.HEAD}".format(kind=study.kind, when=dated(study.starts_at, zone), title=study.title),
            place=place,
        ),
        audience="group",
        subject=study.subject,
        not_before=not_before,
        expires_at=study.starts_at,
    )


def give_calendar(
    turn: Turn, study: Study, not_before: datetime | None = None, method: str = calendar_file.REQUEST
) -> None:
    """Hand the calendar file to whom the office's setting says: the same UID each time, SEQUENCE one more."""
    chosen = value_of(turn.connection, own.CALENDAR)
    if chosen == own.NOBODY:
        return
    document = calendar_file.document(writing.entry(study, writing.organiser(turn, study), turn.now), method)
    entries = roster.of_study(turn.connection, study.id) if chosen == own.EVERYBODY else []
    for person_id in dict.fromkeys((study.organiser_id, *(one.person_id for one in entries))):
        if turn.waiting is not None and person_id == turn.person_id:
            turn.give(document)
            continue
        audience = "organiser" if person_id == study.organiser_id else "roster"
        turn.push(
            Recipient(person_id=person_id), "", audience=audience, subject=study.subject, not_before=not_before,
            document=document,
        )  # fmt: skip
