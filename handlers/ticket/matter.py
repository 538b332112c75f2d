"""What a ticket is made of for the state machine: its stages, what may happen to it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import HouqinError


class Kind(StrEnum):
    """What a ticket is about."""

    REPAIR = "repair"
    HAZARD = "hazard"


class Stage(StrEnum):
    """Where a ticket stands."""

    WAITING = "待响应"
    TAKEN = "已响应"
    THERE = "已到场"
    HELD = "已挂起"
    DONE = "已完成"
    CLOSED = "已办结"
    CANCELLED = "已取消"
    TURNED = "转突发"


OPEN = frozenset({Stage.WAITING, Stage.TAKEN, Stage.THERE, Stage.HELD})
OVER = frozenset({Stage.CLOSED, Stage.CANCELLED, Stage.TURNED})


class What(StrEnum):
    """What may happen to a ticket."""

    TAKEN = "taken"  # somebody of the unit answers: 响应
    ARRIVED = "arrived"  # somebody is there
    DONE = "done"  # mended, put right
    HELD = "held"  # it waits for something
    MOVED = "moved"  # another unit's
    TURNED = "turned"  # it is an incident
    CANCELLED = "cancelled"  # by who reported it
    REOPENED = "reopened"  # it was not mended, or is broken again
    CONFIRMED = "confirmed"  # 满意; of a hazard 销号
    DUE = "due"  # 整改期限


class Refusal(StrEnum):
    """Why something can't be."""

    OVER = "over"  # it has ended
    NOT_NOW = "not now"  # not in this stage, or not of this kind
    TOO_LATE = "too late"  # the days in which it may be reopened are past


@dataclass(frozen=True, slots=True)
class State:
    """What the machine knows of a ticket. Times are office times; 响应, 到场 and 修复 are three.

    responded_at, arrived_at: the first time; none is inferred from the other. done_at: the last time. due_at: 整改期限.
    reworks: how often it was opened again.
    """

    kind: Kind = Kind.REPAIR
    stage: Stage = Stage.WAITING
    responded_at: datetime | None = None
    arrived_at: datetime | None = None
    done_at: datetime | None = None
    due_at: datetime | None = None
    reworks: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.stage in OPEN


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, when it did. due_at: of DUE."""

    what: What
    at: datetime
    due_at: datetime | None = None


class Illegal(HouqinError):
    """It can't be done, and nothing has changed."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why
