"""What follows an answer to the announcement of a study: 请假 to it is leave of that study, or 公出 by its reason."""

from __future__ import annotations

from bot.store import people
from bot.store.people import Person
from bot.turn import Turn
from handlers.study import studies
from handlers.study.attending.leaving import ask_leave
from handlers.study.roster import LEAVE, ON_DUTY
from scheduler import owed
from scheduler.excuses import DUTY, kind_of
from scheduler.notices import Notice

KIND = "checkin"


def on_answer(turn: Turn, notice: Notice, person: Person, how: str, reason: str, delegate: Person | None) -> str | None:
    """Ask for the leave of who answered 请假. Returns a sentence for who answered."""
    del delegate
    study = studies.named(turn.connection, notice.subject)
    if study is None or how != owed.EXCUSED:
        return None
    asker = people.person(turn.connection, turn.person_id, turn.now) if turn.person_id else None
    what = ON_DUTY if reason and kind_of(reason) == DUTY else LEAVE
    return ask_leave(turn, study, person, what, reason, asker or person)


HOOKS = {KIND: on_answer}
