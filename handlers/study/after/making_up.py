"""补学: who was not there studies it later and says what; his status stays, that he made it up stands beside it.

Who is on leave hears once, kindly, and is never reminded; who heard the same at another branch's study hears nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.messages import Channel, Message
from bot.registry import Undo
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from bot.store import attachments, people
from bot.store.deeds import Deed
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.timers import Timer
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import papers, roster, settings, studies
from handlers.study import words as study_words
from handlers.study.after import chasing, handing, meant, owing, words
from handlers.study.after.elsewhere import heard_elsewhere
from handlers.study.after.owing import dated, due_of
from handlers.study.papers import HANDED_IN, LATER, REPLACED
from handlers.study.roster import ABSENT, EXCUSED, Entry
from handlers.study.studies import CLOSED, Study
from handlers.study.talk import MAKEUP
from scheduler import stead
from scheduler.leads import lead_moment

MADE_UP, REMINDS = "study.made_up", "study.make_up"
LEAD = timedelta(days=1)


def until(study: Study, days: int, since: datetime | None = None) -> datetime:
    """Return until when it is made up: so many days after signing in ended, or after a later moment."""
    return (since or study.closes_at) + timedelta(days=days)


def make_up(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Take down that somebody studied later what he missed, and what he studied."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    sent = handing.sent_of(turn, message, Reading(reading.handler, MAKEUP, 1.0, {**reading.slots, "kind": LATER}))
    study = meant.to_hand_in(turn, handing.with_message(reading, sent), me, LATER)
    if study is None:
        if not turn.said:
            turn.whisper(_nothing_missed(turn, me))
        return
    if sent.is_empty or (sent.media and attachments.is_lost(turn.connection, sent.door, sent.message)):
        handing.await_it(turn, study, me, sent, MAKEUP)
        return
    entry = roster.one(turn.connection, study.id, me.id)
    assert entry is not None  # noqa: S101 — it was found by it
    before = papers.standing(turn.connection, study.id, me.id, LATER)
    kept = handing.keep(turn, study, me, sent)
    roster.moved(turn.connection, entry, made_up_at=sent.at)
    owing.settle(turn, study, situation.zone)
    turn.record(MADE_UP, study.subject, paper=kept.id, person=me.id)
    turn.may_undo(MADE_UP, study.subject, paper=kept.id, before=before.id if before else 0)
    if message.channel is not Channel.PRIVATE:
        turn.say(words.PRIVATELY)
    turn.whisper(_receipt(turn, study, entry, sent.at, situation.zone))
    if study.organiser_id != me.id:
        late = _late(turn, study, sent.at, situation.zone)
        text = words.TOLD_MADE_UP.format(name=entry.name, title=study.title, late=late, number=study.number)
        chasing.to_organiser(turn, study, text)


def tell_missed(turn: Turn, study: Study, zone: ZoneInfo) -> None:
    """Tell each who was not there, once, how and until when to make it up; who is excused in kinder words."""
    days = value_of(turn.connection, settings.MAKE_UP)
    day = dated(until(study, days), zone)
    said = {"title": study.title, "until": day, "day": day, "number": study.number}
    absent = study_words.ABSENT_TOLD.format(**said)
    missed = _missed(turn, study)
    known = people.people(turn.connection, turn.now, [one.person_id for one in missed])
    not_told = stead.spared(turn.connection, known) | {study.organiser_id}
    chasing.tell_each(
        turn,
        study,
        [
            (one, words.EXCUSED_TOLD.format(status=one.status, **said) if one.status in EXCUSED else absent)
            for one in missed
            if one.person_id not in not_told
        ],
    )
    moment = lead_moment(until(study, days), LEAD, study.subject)
    if moment > turn.now and any(one.status == ABSENT for one in missed):
        turn.later(REMINDS, study.subject, moment)


def remind(turn: Turn, timer: Timer, office: Office) -> None:
    """Remind once, before it is too late, who was absent and has not made it up."""
    study = studies.named(turn.connection, timer.subject)
    if study is None or study.state != CLOSED:
        return
    days = value_of(turn.connection, settings.MAKE_UP)
    day = dated(until(study, days), ZoneInfo(office.zone))
    text = words.MAKE_UP_AGAIN.format(title=study.title, day=day, number=study.number)
    left = [one for one in _missed(turn, study) if one.status == ABSENT]
    chasing.nag_each(turn, study, [one.person_id for one in left], text, times=1)
    turn.record("study.make_up_reminded", study.subject, people=len(left))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take it back: it is to be made up as before."""
    paper = papers.find(turn.connection, int(deed.data["paper"]))
    study = studies.find(turn.connection, paper.study_id) if paper else None
    entry = roster.one(turn.connection, paper.study_id, paper.person_id) if paper else None
    if paper is None or study is None or entry is None or paper.state != HANDED_IN:
        raise NotUndone(words.GONE)
    papers.change(turn.connection, paper.id, state=REPLACED)
    before = papers.find(turn.connection, int(deed.data["before"]))
    if before is not None:
        papers.change(turn.connection, before.id, state=before.state if before.why else HANDED_IN)
    roster.moved(turn.connection, entry, made_up_at=before.at if before else None)
    owing.settle(turn, study, situation.zone)
    return words.MADE_UP_TAKEN_BACK.format(title=study.title)


def _missed(turn: Turn, study: Study) -> list[Entry]:
    """Return who was to come, was not there and did not hear the same elsewhere, in office order."""
    missed = [one for one in roster.of_study(turn.connection, study.id) if meant.is_missed(one)]
    there = heard_elsewhere(turn.connection, study, [one.person_id for one in missed])
    return [one for one in missed if one.made_up_at is None and one.person_id not in there]


def _nothing_missed(turn: Turn, me: Person) -> str:
    near = studies.between(turn.connection, turn.now - meant.BACK, turn.now + meant.NOW, (CLOSED,))
    his = roster.of_person(turn.connection, me.id, [one.id for one in near])
    there = [one for one in near if one.id in his and his[one.id].is_there]
    last = there[-1] if there else None
    return words.WAS_THERE.format(title=last.title, number=last.number) if last else words.NOTHING_TO_MAKE_UP


def _receipt(turn: Turn, study: Study, entry: Entry, at: datetime, zone: ZoneInfo) -> str:
    if entry.made_up_at is not None:
        return words.ALREADY_MADE_UP.format(title=study.title, number=study.number)
    left = {one.person_id for one in owing.standing(turn, study).left}
    due = due_of(turn, study, zone)
    form = words.MADE_UP_WANTS if due > turn.now else words.MADE_UP_WANTS_NOW
    wants = form.format(kind=study.wants, day=dated(due, zone)) if study.wants and entry.person_id in left else ""
    return words.MADE_UP.format(
        title=study.title,
        late=_late(turn, study, at, zone),
        status=entry.status or ABSENT,
        wants=wants,
        number=study.number,
    )


def _late(turn: Turn, study: Study, at: datetime, zone: ZoneInfo) -> str:
    last = until(study, value_of(turn.connection, settings.MAKE_UP)).astimezone(zone)
    is_late = at.astimezone(zone).date() > last.date()
    return words.MADE_UP_LATE.format(day=dated(last, zone)) if is_late else ""


UNDOS: dict[str, Undo] = {MADE_UP: undo}
