"""The state machine of a ticket: the law in prose, the table, the code. Pure.

The law:

1. 响应, 到场 and 修复 are three things with three times. Whoever arrives or mends has answered; who mends need not have
   said that he arrived, and then no time of arrival is made up.
2. A ticket goes forward; what lies behind is noted and moves nothing back. 挂起 waits with its reason; anything the
   unit does next takes it up again.
3. What is another unit's waits anew, with that unit.
4. A repair that is done may be reopened by who reported it for some days, also after 满意; then it waits anew. A hazard
   that is done is looked at by a second person: 销号, or back to who must put it right.
5. A repair is cancelled while it is open; a hazard only while nobody has answered.
6. What has ended changes no more, but for 4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

from handlers.ticket.matter import OPEN, OVER, Happening, Illegal, Kind, Refusal, Stage, State, What

Law: TypeAlias = Callable[[State, Happening], State]
_W, _T, _A, _H, _D = Stage.WAITING, Stage.TAKEN, Stage.THERE, Stage.HELD, Stage.DONE


def advance(state: State, happening: Happening, rework_for: timedelta) -> State:
    """Return the ticket after something happened. Raises Illegal, and then nothing has changed.

    rework_for: how long after it was done a repair may be reopened.
    """
    stages, law = TABLE[happening.what, state.kind]
    if state.stage not in stages:
        raise Illegal(Refusal.OVER if state.stage in OVER else Refusal.NOT_NOW)
    is_late = state.done_at is not None and happening.at - state.done_at > rework_for
    if happening.what is What.REOPENED and state.kind is Kind.REPAIR and is_late:
        raise Illegal(Refusal.TOO_LATE)
    return law(state, happening)


def may(state: State, what: What) -> bool:
    """Whether something may happen in this stage."""
    return state.stage in TABLE[what, state.kind][0]


def _answered(state: State, happening: Happening) -> State:
    return replace(state, responded_at=state.responded_at or happening.at)


def _taken(state: State, happening: Happening) -> State:
    stage = state.stage if state.stage is _A else _T
    return replace(_answered(state, happening), stage=stage)


def _arrived(state: State, happening: Happening) -> State:
    return replace(_answered(state, happening), stage=_A, arrived_at=state.arrived_at or happening.at)


def _done(state: State, happening: Happening) -> State:
    return replace(_answered(state, happening), stage=_D, done_at=happening.at)


def _held(state: State, happening: Happening) -> State:
    return replace(_answered(state, happening), stage=_H)


def _due(state: State, happening: Happening) -> State:
    stage = _T if state.stage is _W else state.stage
    return replace(_answered(state, happening), stage=stage, due_at=happening.due_at)


def _again(stage: Stage) -> Law:
    def law(state: State, happening: Happening) -> State:
        del happening
        return replace(state, stage=stage, done_at=None, reworks=state.reworks + 1)

    return law


def _to(stage: Stage) -> Law:
    def law(state: State, happening: Happening) -> State:
        del happening
        return replace(state, stage=stage)

    return law


_NEVER: tuple[frozenset[Stage], Law] = (frozenset(), _to(_W))
_BOTH: Mapping[What, tuple[frozenset[Stage], Law]] = {
    What.TAKEN: (OPEN, _taken),
    What.ARRIVED: (OPEN, _arrived),
    What.DONE: (OPEN, _done),
    What.HELD: (OPEN, _held),
    What.MOVED: (OPEN, _to(_W)),
    What.TURNED: (OPEN, _to(Stage.TURNED)),
    What.CONFIRMED: (frozenset({_D}), _to(Stage.CLOSED)),
}
#: What may happen in which stages, and what follows, by kind.
TABLE: Mapping[tuple[What, Kind], tuple[frozenset[Stage], Law]] = {
    **{(what, kind): rule for what, rule in _BOTH.items() for kind in Kind},
    (What.CANCELLED, Kind.REPAIR): (OPEN, _to(Stage.CANCELLED)),
    (What.CANCELLED, Kind.HAZARD): (frozenset({_W}), _to(Stage.CANCELLED)),
    (What.REOPENED, Kind.REPAIR): (frozenset({_D, Stage.CLOSED}), _again(_W)),
    (What.REOPENED, Kind.HAZARD): (frozenset({_D}), _again(_T)),
    (What.DUE, Kind.REPAIR): _NEVER,
    (What.DUE, Kind.HAZARD): (OPEN, _due),
}
