"""签到延长10分钟: signing in ends later, also when it has just ended; those who are missing and the group hear it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import Message
from bot.registry import Undo
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study import choosing, closing, opening, roster, studies, words
from handlers.study.opening import hour
from handlers.study.studies import CLOSED, OPEN, Study

EXTENDED = "checkin.extended"
JUST_OVER, LONGEST = timedelta(hours=2), timedelta(hours=8)
A_SECOND = timedelta(seconds=1)


def extend(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Let signing in end later: by some minutes from its end, or from now where it is over."""
    study = choosing.to_run(turn, message, reading, situation, OPEN, CLOSED)
    if study is None:
        return
    if study.state != OPEN and turn.now - study.closes_at > JUST_OVER:
        turn.whisper(words.TOO_LATE_TO_EXTEND.format(title=study.title))
        return
    longer = timedelta(minutes=int(reading.slots["duration_min"]))
    until = (turn.now if reading.slots.get("until") else max(turn.now, study.closes_at)) + longer
    if not turn.now < until <= turn.now + LONGEST or until <= study.closes_at:
        turn.whisper(words.NOT_LONGER.format(title=study.title, until=hour(study.closes_at, situation.zone)))
        return
    extended = _moved(turn, study, until)
    _tell(turn, extended, situation)
    turn.record(EXTENDED, extended.subject, until=until.isoformat())
    turn.may_undo(EXTENDED, extended.subject, closes_at=study.closes_at.isoformat())
    turn.whisper(words.EXTENDED.format(title=study.title, until=hour(until, situation.zone)))


def _moved(turn: Turn, study: Study, until: datetime) -> Study:
    """Move the end. Where nobody could be late so far, nobody is."""
    window = replace(study.window, closes_at=until)
    if study.late_from > study.closes_at:
        window = replace(window, late_from=until + A_SECOND)
    if study.state == CLOSED:
        return closing.open_again(turn, study, window)
    moved = studies.moved(turn.connection, study, window, version=study.version + 1)
    opening.arm(turn, moved)
    return moved


def _tell(turn: Turn, study: Study, situation: Situation) -> None:
    missing = [one for one in roster.of_study(turn.connection, study.id) if one.is_missing]
    opening.tell(turn, study, missing, opening.person_text(words.PERSON_LONGER, study, situation.zone))
    until = hour(study.closes_at, situation.zone)
    opening.tell_group(turn, study, words.GROUP_LONGER.format(title=study.title, until=until), study.closes_at)


def take_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let signing in end when it was to; once that is past it can only be closed."""
    study = studies.named(turn.connection, deed.subject)
    until = datetime.fromisoformat(deed.data["closes_at"])
    if study is None or study.state != OPEN or until <= turn.now:
        raise NotUndone(words.CLOSE_INSTEAD)
    window = replace(study.window, closes_at=until)
    moved = studies.moved(turn.connection, study, window, version=study.version + 1)
    opening.arm(turn, moved)
    return words.NOT_EXTENDED.format(title=study.title, until=hour(until, situation.zone))


UNDOS: dict[str, Undo] = {EXTENDED: take_back}
