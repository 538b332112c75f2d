"""An alarm that did not reach somebody: whoever is on duty is asked to telephone him, at once and once a person.

Where the duty officer himself can't be reached, the admins and the chiefs are told.
"""

from __future__ import annotations

from bot.registry import Due
from bot.store import journal
from bot.store.people import Person
from bot.store.timers import Timer
from bot.turn import Turn
from handlers.incident import cases, leaders, words
from handlers.incident.cases import Case
from handlers.incident.leaders import Part
from handlers.incident.telling import is_for_few, push

NOTED = "incident.unreached"
WORTH_A_CALL = frozenset({Part.LEADER, Part.DEPUTY, Part.HEAD, Part.DUTY, Part.CHIEF})


def run(turn: Turn, timer: Timer) -> None:
    """Ask whoever is on duty to telephone somebody."""
    case = _case(turn, timer.subject)
    him = leaders.person(turn.connection, timer.data["person"], turn.now)
    if case is None or him is None or not case.state.is_open or timer.data["audience"] not in WORTH_A_CALL:
        return
    before = journal.entries(turn.connection, kinds=[NOTED], subject=case.subject)
    if any(one.data["person"] == him.id for one in before):
        return
    turn.record(NOTED, case.subject, person=him.id, reason=timer.data["reason"])
    text = words.NOT_DELIVERED.format(head=words.head(case), who=him.called, phone=him.phone, number=words.number(case))
    card = words.buttons(case, (words.BUTTON_REACHED, words.BUTTON_NOT_REACHED))
    for one in _callers(turn, case, him):
        push(turn, case, one.id, Part.DUTY, text, card if him.id == case.leader_id else None)


def _case(turn: Turn, subject: str) -> Case | None:
    """Return the incident; None for an alarm of something else."""
    kind, _, number = subject.partition(":")
    return cases.load(turn.connection, int(number)) if kind == cases.KIND else None


def _callers(turn: Turn, case: Case, him: Person) -> list[Person]:
    campuses = (case.campus,) if case.campus else ()
    found = leaders.officers(turn.connection, turn.now, campuses)
    there = [] if is_for_few(turn, case) else [one for one in found if one.id != him.id]
    return there or [one for one in leaders.fall_back(turn.connection, turn.now) if one.id != him.id]


DUE = Due(run)
