"""How a study stands: numbers to whoever runs it, names to him alone and privately."""

from __future__ import annotations

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import choosing, closing, due, figures_said, roster, studies, words
from handlers.study.opening import hour
from handlers.study.studies import OPEN, PLANNED, Study
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

MOST_WINDOWS = 3


def stats(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say how many have signed; in a group numbers only."""
    study = choosing.to_run(turn, message, reading, situation)
    if study is None:
        return
    turn.record("checkin.asked", study.subject)
    if situation.chat is None or not situation.among_ourselves:
        turn.whisper(closing.told(turn, study, words.STANDS.format(title=study.title)))
        return
    numbers = figures_said.numbers(roster.tally(roster.of_study(turn.connection, study.id)), votes=study.has_vote)
    turn.say(f"{words.STANDS.format(title=study.title)}\n{numbers}")


def absent(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Name who is missing, to the organiser alone."""
    study = choosing.to_run(turn, message, reading, situation)
    if study is None:
        return
    turn.record("checkin.asked", study.subject)
    missing = [one for one in roster.of_study(turn.connection, study.id) if one.is_missing]
    if not missing:
        turn.whisper(words.NOBODY_MISSING.format(title=study.title))
        return
    until = hour(study.closes_at, situation.zone)
    form = words.MISSING_NOW if study.state == OPEN else words.MISSING_AFTER
    names = figures_said.named(missing)
    turn.whisper(form.format(title=study.title, count=len(missing), names=names, until=until, number=study.number))


def close(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Close signing in before its time."""
    study = choosing.to_run(turn, message, reading, situation, OPEN)
    if study is None:
        return
    if study.state != OPEN:
        turn.say(words.NOTHING_OPEN)
        return
    at = turn.waiting.happened_at if turn.waiting else turn.now
    closed = closing.close_study(turn, study, at, situation.zone)
    turn.may_undo("checkin.closed", closed.subject, closes_at=study.closes_at.isoformat())
    turn.whisper(closing.told(turn, closed, words.CLOSED.format(title=closed.title)))


def urge(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Remind those who are missing now, once: who was reminded already is not reminded again."""
    study = choosing.to_run(turn, message, reading, situation, OPEN)
    if study is None:
        return
    count = due.remind(turn, study, situation.zone) if study.state == OPEN else 0
    turn.whisper((words.URGED if count else words.URGED_NOBODY).format(title=study.title, count=count))


def window(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say until when, or from when, one can sign in."""
    del message, reading
    me = situation.sender
    near = studies.near(turn.connection, turn.now)
    his = roster.of_person(turn.connection, me.id, [one.id for one in near]) if isinstance(me, Person) else {}
    coming = [one for one in near if (one.id in his or _is_here(one, situation)) and one.state in (OPEN, PLANNED)]
    if not coming:
        turn.say(words.NOTHING_OPEN)
        return
    lines = [_window(one, turn, situation) for one in coming[:MOST_WINDOWS]]
    turn.say("\n".join(lines))


def _window(study: Study, turn: Turn, situation: Situation) -> str:
    zone = situation.zone
    day = spoken(study.opens_at, turn.now, zone, calendar_of(turn.connection), hour=False)
    form = words.WINDOW_OPEN if study.state == OPEN else words.WINDOW_TO_COME
    return form.format(title=study.title, day=day, opens=hour(study.opens_at, zone), closes=hour(study.closes_at, zone))


def _is_here(study: Study, situation: Situation) -> bool:
    return situation.chat is not None and study.chat_id == situation.chat.id
