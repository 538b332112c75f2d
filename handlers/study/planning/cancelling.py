"""Calling a study off: exactly those who were told hear it; signing in never opens, or is void."""

from __future__ import annotations

from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.prompts import Option
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import parts, studies
from handlers.study.planning import creating, moving, notice, sending, speakers, words
from handlers.study.planning.choosing import choose
from handlers.study.studies import CANCELLED, OPEN, PLANNED, Study
from handlers.study.talk import CALL_OFF, HANDLER
from handlers.study.timing import CLOSES, NUDGES, OPENS, TALLIES
from scheduler import notices
from scheduler.audience import people_in
from scheduler.confirming import confirm
from scheduler.gathering import calendar_file
from scheduler.gathering.clock import Clock
from scheduler.leads import dated, spoken
from scheduler.notices.changing import snapshot

OFF = "checkin.cancelled"


def cancel(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Find out which study is meant, and ask for the one confirmation."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    study = choose(turn, reading, me, clock, OPEN)
    if study is None:
        return
    count = len(_told(turn, study) - {turn.person_id})
    when = spoken(study.starts_at, turn.now, clock.zone, clock.calendar)
    text = words.CONFIRM_CANCEL.format(when=when, title=study.title, count=count)
    confirm(turn, text, Option("", HANDLER, CALL_OFF, {"study": study.id}))


def call_off(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Do what was confirmed."""
    del message
    me = creating.caller(turn, situation)
    if me is None:
        return
    clock = creating.clock_of(turn, situation)
    study = choose(turn, reading, me, clock, OPEN)
    if study is None:
        return
    count = called_off(turn, study, clock)
    when = spoken(study.starts_at, turn.now, clock.zone, clock.calendar)
    moving.tell_organiser(turn, study, me, words.CANCELLED_BY.format(who=me.called, title=study.title, when=when))
    turn.say(words.CANCELLED.format(when=when, title=study.title, count=count))


def called_off(turn: Turn, study: Study, clock: Clock) -> int:
    """Call a study off and tell those who were told. Returns how many."""
    said = words.IS_CANCELLED
    after = studies.moved(turn.connection, study, state=CANCELLED, version=study.version + 1)
    for kind in (OPENS, NUDGES, CLOSES, TALLIES):
        turn.cancel(kind, study.subject, "cancelled")
    turn.withdraw(study.signing, "cancelled")
    stands = notice.standing(turn, study)
    was = snapshot(stands) if stands else {}
    told = _told(turn, after)
    if stands is not None:
        notices.cancel(turn, stands, said, by_id=turn.person_id)
    noted = parts.of_studies(turn.connection, [study.id])
    speakers.tell_no_longer(turn, after, [one for one in noted if one.person_id not in told], clock.zone)
    parts.settle(turn.connection, [one.id for one in noted], parts.DROPPED)
    sending.give_calendar(turn, after, None, calendar_file.CANCEL)
    turn.record(OFF, study.subject, kind=study.kind)
    if study.state == PLANNED:
        turn.may_undo(OFF, study.subject, notice=was, parts=[one.id for one in noted])
    return len(told - {turn.person_id})


def _told(turn: Turn, study: Study) -> set[int]:
    """Return who gets its notice."""
    return {one.id for one in people_in(turn.connection, sending.told(turn, study), turn.now)}


def restored(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Have a study take place after all."""
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state != CANCELLED or study.starts_at <= turn.now:
        raise NotUndone(words.TOO_LATE)
    back = studies.moved(turn.connection, study, state=PLANNED, version=study.version + 1)
    parts.settle(turn.connection, deed.data["parts"], parts.PLANNED)
    stands = notices.of_subject(turn.connection, study.subject)
    if stands is not None and deed.data["notice"]:
        notices.restore(turn, stands, deed.data["notice"], deed.source)
    turn.later(OPENS, back.subject, back.opens_at)
    sending.give_calendar(turn, back)
    turn.record(OFF, back.subject, taken_back=True)
    return words.RESTORED.format(title=back.title, when=dated(back.starts_at, situation.zone))


def taken_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that a study was planned: nobody owes an answer, signing in never opens."""
    study = studies.named(turn.connection, deed.subject)
    if study is None or study.state != PLANNED:
        raise NotUndone(words.TOO_LATE)
    studies.moved(turn.connection, study, state=CANCELLED, version=study.version + 1)
    turn.cancel(OPENS, study.subject, "taken back")
    turn.withdraw(study.subject, "taken back")
    stands = notice.standing(turn, study)
    if stands is not None:
        notices.void(turn, stands)
    noted = parts.of_studies(turn.connection, [study.id])
    parts.settle(turn.connection, [one.id for one in noted], parts.DROPPED)
    turn.record(OFF, study.subject, taken_back=True)
    return words.TAKEN_BACK.format(title=study.title, when=dated(study.starts_at, situation.zone))


UNDOS: dict[str, Undo] = {
    sending.PLANNED: taken_back,
    moving.CHANGED: moving.put_back,
    OFF: restored,
    speakers.TITLE_KEPT: speakers.title_back,
}
