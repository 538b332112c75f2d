"""The state machine of a task: the law in prose, the table, the code. Pure.

The law:

1. A task always has one owner 牵头 and one assigner. Who says that it is not his stays its owner until the assigner
   names another; whoever gets it handed over takes it anew.
2. Only the assigner closes 销号, refuses, names a new day, grants a delay or takes the task back. The owner reports,
   claims that it is done, and applies for a delay. Where one person is both, his claim closes it.
3. A delay is applied for while the day has not passed, for a later day. Every day that stood before is kept.
4. A task that was split is not claimed or closed before its children are.
5. What has ended changes no more; only who ended it may take that back, and then it is what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from handlers.task.matter import OPEN, OVER, Happening, Illegal, Refusal, Side, Stage, State, What

Law: TypeAlias = Callable[[State, Happening], State]
_H, _W, _D, _C = Stage.HANDED, Stage.WORKING, Stage.DISOWNED, Stage.CLAIMED
_OWNER, _ASSIGNER = frozenset({Side.OWNER}), frozenset({Side.ASSIGNER})
_EITHER = _OWNER | _ASSIGNER


@dataclass(frozen=True, slots=True)
class Rule:
    """In which stages something may happen, whose it is to do, and what follows."""

    stages: frozenset[Stage]
    sides: frozenset[Side]
    law: Law


def advance(state: State, happening: Happening) -> State:
    """Return the task after something happened. Raises Illegal, and then nothing has changed."""
    rule = TABLE[happening.what]
    if state.stage in OVER:
        raise Illegal(Refusal.OVER)
    if not sides_of(state, happening.by) & rule.sides:
        raise Illegal(Refusal.NOT_HIS)
    if state.stage not in rule.stages:
        raise Illegal(Refusal.NOT_NOW)
    return rule.law(state, happening)


def may(state: State, what: What, by: int) -> bool:
    """Whether somebody may do something in this stage, as far as stage and side go."""
    rule = TABLE[what]
    return state.stage in rule.stages and bool(sides_of(state, by) & rule.sides)


def sides_of(state: State, person: int) -> frozenset[Side]:
    """Return what somebody is to a task."""
    found = {Side.OWNER: state.owner, Side.ASSIGNER: state.assigner}
    return frozenset(side for side, his in found.items() if his == person)


def _accepted(state: State, happening: Happening) -> State:
    return replace(state, stage=_W, accepted_at=state.accepted_at or happening.at)


def _claimed(state: State, happening: Happening) -> State:
    if happening.left:
        raise Illegal(Refusal.CHILDREN)
    claimed = replace(_accepted(state, happening), stage=_C, claimed_at=happening.at)
    return _closed(claimed, happening) if state.owner == state.assigner else claimed


def _closed(state: State, happening: Happening) -> State:
    if happening.left:
        raise Illegal(Refusal.CHILDREN)
    return replace(state, stage=Stage.CLOSED, closed_at=happening.at, asked_due=None)


def _refused(state: State, happening: Happening) -> State:
    del happening
    return replace(state, stage=_W, claimed_at=None, refusals=state.refusals + 1)


def _disowned(state: State, happening: Happening) -> State:
    del happening
    return replace(state, stage=_D)


def _handed(state: State, happening: Happening) -> State:
    if happening.owner is None or happening.owner == state.owner:
        raise Illegal(Refusal.SAME_OWNER)
    return replace(state, stage=_H, owner=happening.owner, accepted_at=None, claimed_at=None, asked_due=None)


def _asked(state: State, happening: Happening) -> State:
    if state.due_at is None:
        raise Illegal(Refusal.NO_DUE)
    if happening.at > state.due_at:
        raise Illegal(Refusal.TOO_LATE)
    if happening.due_at is None or happening.due_at <= state.due_at:
        raise Illegal(Refusal.NOT_LATER)
    return replace(_accepted(state, happening), asked_due=happening.due_at)


def _granted(state: State, happening: Happening) -> State:
    if state.asked_due is None:
        raise Illegal(Refusal.NOT_ASKED)
    return _dated(state, replace(happening, due_at=state.asked_due))


def _denied(state: State, happening: Happening) -> State:
    del happening
    if state.asked_due is None:
        raise Illegal(Refusal.NOT_ASKED)
    return replace(state, asked_due=None)


def _dated(state: State, happening: Happening) -> State:
    before = (state.due_at,) if state.due_at is not None and state.due_at != happening.due_at else ()
    return replace(state, due_at=happening.due_at, asked_due=None, past_dues=(*state.past_dues, *before))


def _cancelled(state: State, happening: Happening) -> State:
    return replace(state, stage=Stage.CANCELLED, closed_at=happening.at, asked_due=None)


_BUSY = frozenset({_H, _W})
#: What may happen in which stages, by whom, and what follows.
TABLE: Mapping[What, Rule] = {
    What.ACCEPTED: Rule(frozenset({_H, _D}), _OWNER, _accepted),
    What.PROGRESSED: Rule(frozenset({_H, _W, _D}), _OWNER, _accepted),
    What.CLAIMED: Rule(frozenset({_H, _W, _D}), _OWNER, _claimed),
    What.CLOSED: Rule(OPEN, _ASSIGNER, _closed),
    What.REFUSED: Rule(frozenset({_C}), _ASSIGNER, _refused),
    What.DISOWNED: Rule(_BUSY, _OWNER, _disowned),
    What.HANDED: Rule(frozenset({_H, _W, _D}), _EITHER, _handed),
    What.ASKED: Rule(_BUSY, _OWNER, _asked),
    What.GRANTED: Rule(frozenset({_H, _W, _D}), _ASSIGNER, _granted),
    What.DENIED: Rule(frozenset({_H, _W, _D}), _ASSIGNER, _denied),
    What.DATED: Rule(frozenset({_H, _W, _D}), _ASSIGNER, _dated),
    What.CANCELLED: Rule(OPEN, _ASSIGNER, _cancelled),
}
