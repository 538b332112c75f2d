"""What follows an answer to the announcement of a study.

请假 to it is leave of that study, or 公出 by its reason; who is sent instead 转交 sits in.
"""

from __future__ import annotations

from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import enlisting, roster, studies
from handlers.study.attending import words
from handlers.study.attending.leaving import ask_leave
from handlers.study.roster import ATTENDS, LEAVE, ON_DUTY, SITS_IN
from handlers.study.studies import Study
from scheduler import owed
from scheduler.excuses import DUTY, kind_of
from scheduler.notices import Notice

KIND = "checkin"


def on_answer(turn: Turn, notice: Notice, person: Person, how: str, reason: str, delegate: Person | None) -> str | None:
    """Ask for the leave of who answered 请假. Returns a sentence for who answered."""
    study = studies.named(turn.connection, notice.subject)
    if study is not None and how == owed.HANDED_OVER and delegate is not None:
        return _sends(turn, study, person, delegate)
    if study is None or how != owed.EXCUSED:
        return None
    asker = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    what = ON_DUTY if reason and kind_of(reason) == DUTY else LEAVE
    return ask_leave(turn, study, person, what, reason, asker or person)


def _sends(turn: Turn, study: Study, person: Person, delegate: Person) -> str:
    """Let who comes instead sit in: he may sign, but attendance is everybody's own."""
    enlisting.put(turn, study, [delegate], SITS_IN)
    entry = roster.one(turn.connection, study.id, person.id)
    is_expected = entry is not None and entry.belongs == ATTENDS
    return words.SENDS_ANOTHER.format(who=delegate.called) + (words.STILL_EXPECTED if is_expected else "")


HOOKS = {KIND: on_answer}
