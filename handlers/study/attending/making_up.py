"""补签: who was there and forgot to sign asks the organiser, within the days for it, with when his message arrived."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import choosing, organising, roster, settings, signing, studies
from handlers.study.attending import leaving, marks, words
from handlers.study.opening import hour
from handlers.study.roster import APART, BY_ORGANISER, MADE_UP, Entry
from handlers.study.studies import CLOSED, OPEN, Study


def make_up(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for a sign-in afterwards; while signing in is open it is plain signing in."""
    me = situation.sender
    if not isinstance(me, Person):
        turn.whisper(words.ENROL_FIRST)
        return
    found = _missed(turn, reading, me, situation)
    if found is None:
        signing.sign(turn, message, reading, situation)
        return
    study, entry = found
    at = turn.waiting.happened_at if turn.waiting else turn.now
    days = value_of(turn.connection, settings.MAKE_UP)
    organiser = choosing.organiser(turn, study)
    if at - study.closes_at > timedelta(days=days):
        turn.whisper(words.TOO_LATE.format(title=study.title, days=days, what=MADE_UP, organiser=organiser))
        return
    if entry.is_there:
        signed = hour(entry.at, situation.zone) if entry.at else ""
        turn.whisper(words.SIGNED_ALREADY.format(at=signed, title=study.title, status=entry.status))
        return
    reason = str(reading.slots.get("reason") or "")
    if organising.runs(turn.connection, me, turn.now)(study):
        marks.signed(turn, study, entry, status=MADE_UP, at=at, how=BY_ORGANISER, reason=reason)
        marks.may_put_back(turn, study, [entry])
        turn.whisper(words.MADE_UP_DONE.format(title=study.title))
        return
    one = leaving.wish(turn, study, me, MADE_UP, reason, me)
    said = words.WITHDRAWN.format(title=study.title, name=me.name, what=MADE_UP)
    marks.may_put_back(turn, study, [entry], one.id, said=said)
    said_at = leaving.told_hour(at, turn.now)
    turn.whisper(words.MADE_UP_ASKED.format(title=study.title, at=said_at, organiser=organiser))


def _missed(turn: Turn, reading: Reading, me: Person, situation: Situation) -> tuple[Study, Entry] | None:
    """Return the study that is over and meant; None where one is open that he may sign in to, or none is known."""
    near = studies.near(turn.connection, turn.now)
    his = roster.of_person(turn.connection, me.id, [one.id for one in near])
    mine = [one for one in near if one.id in his and his[one.id].belongs != APART]
    if "study" in reading.slots:
        mine = [one for one in mine if one.id == int(reading.slots["study"])]
    on = reading.slots.get("on")
    over = [one for one in mine if one.state == CLOSED]
    of_day = [one for one in over if str(one.starts_at.astimezone(situation.zone).date()) == on]
    is_open = any(one.state == OPEN and not his[one.id].is_there for one in mine)
    if (is_open and not of_day) or not over:
        return None
    missed = [one for one in of_day or over if not his[one.id].is_there]
    study = (missed or of_day or over)[-1]
    return study, his[study.id]
