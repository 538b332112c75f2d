"""What a task 督办 is made of for the state machine: its stages, what may happen to it, by whom. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import HouqinError


class Stage(StrEnum):
    """Where a task stands."""

    HANDED = "待接收"
    WORKING = "承办中"
    DISOWNED = "待改派"  # its owner says that it is not his; it stays his until the assigner names another
    CLAIMED = "待销号"
    CLOSED = "已销号"
    CANCELLED = "已撤销"


OPEN = frozenset({Stage.HANDED, Stage.WORKING, Stage.DISOWNED, Stage.CLAIMED})
OVER = frozenset({Stage.CLOSED, Stage.CANCELLED})


class Side(StrEnum):
    """Who may do something: the 承办人, or who assigned it."""

    OWNER = "owner"
    ASSIGNER = "assigner"


class What(StrEnum):
    """What may happen to a task."""

    ACCEPTED = "accepted"  # 接收
    PROGRESSED = "progressed"  # 进展
    CLAIMED = "claimed"  # 申请办结
    CLOSED = "closed"  # 销号
    REFUSED = "refused"  # 退回: it is not done yet
    DISOWNED = "disowned"  # 不归我
    HANDED = "handed"  # 转办, 改派
    ASKED = "asked"  # 申请延期
    GRANTED = "granted"  # 同意延期
    DENIED = "denied"  # 不同意延期
    DATED = "dated"  # the assigner sets another day
    CANCELLED = "cancelled"  # 撤销


class Refusal(StrEnum):
    """Why something can't be."""

    OVER = "over"  # it has ended
    NOT_NOW = "not now"  # not in this stage
    NOT_ASKED = "not asked"  # nobody applied for a delay
    NOT_HIS = "not his"  # the other side's to do
    TOO_LATE = "too late"  # 延期 is applied for before the due day has passed
    NOT_LATER = "not later"  # the day asked for is not after the one that stands
    NO_DUE = "no due"  # without a 期限 there is nothing to prolong
    CHILDREN = "children"  # those it was split into are not done
    SAME_OWNER = "same owner"  # it is his already


@dataclass(frozen=True, slots=True)
class State:
    """What the machine knows of a task. owner, assigner: rows of people; there is always one of each.

    due_at: 期限, None where none was set. asked_due: the day that is applied for. past_dues: every day that stood
    before, the first first. refusals: how often 办结 was refused.
    """

    owner: int
    assigner: int
    stage: Stage = Stage.HANDED
    due_at: datetime | None = None
    asked_due: datetime | None = None
    past_dues: tuple[datetime, ...] = ()
    refusals: int = 0
    accepted_at: datetime | None = None
    claimed_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.stage in OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Whether its day has passed and nobody has said that it is done."""
        return self.due_at is not None and self.due_at < now and self.is_open and self.stage is not Stage.CLAIMED


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened. by: in whose name. owner: of HANDED. due_at: of ASKED, DATED. left: open children."""

    what: What
    by: int
    at: datetime
    owner: int | None = None
    due_at: datetime | None = None
    left: int = 0


class Illegal(HouqinError):
    """It can't be done, and nothing has changed."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why
