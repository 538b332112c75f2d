"""The tally in the group 签到情况: numbers without names, once a minute at most."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.store import timers
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.study import opening, roster, studies, words
from handlers.study.opening import hour
from handlers.study.studies import OPEN, Study
from handlers.study.timing import TALLIES

EVERY = timedelta(minutes=1)


def arm_tally(turn: Turn, study: Study) -> None:
    """Have the group of a study read the tally in a minute, unless that is to come already."""
    if study.chat_id is None or timers.waiting_subjects(turn.connection, TALLIES, [study.subject]):
        return
    turn.later(TALLIES, study.subject, turn.now + EVERY)


def say_tally(turn: Turn, timer: Timer, zone: ZoneInfo) -> None:
    """Tell the group how many have signed in."""
    study = studies.named(turn.connection, timer.subject)
    if study is None or study.state != OPEN:
        return
    there, expected = roster.count(turn.connection, study.id)
    until = hour(study.closes_at, zone)
    text = words.TALLY.format(title=study.title, there=there, expected=expected, until=until)
    opening.tell_group(turn, study, text, study.closes_at)
