"""What an incident is made of for the state machine: its stages, legs and papers, what may happen to it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import HouqinError

SCHOOL = 0  # 校领导, where the leader in charge is himself the chief


class Stage(StrEnum):
    """Where an incident stands."""

    UNVERIFIED = "待核实"
    REPORTED = "已上报"
    ACKNOWLEDGED = "已收到"
    ON_SCENE = "已到场"
    CONTROLLED = "已控制"
    CLOSED = "已结案"
    FALSE_ALARM = "误报"
    TO_REPAIR = "转报修"
    TO_HAZARD = "转隐患"
    MERGED = "已合并"


ENDED = frozenset({Stage.CLOSED, Stage.FALSE_ALARM, Stage.TO_REPAIR, Stage.TO_HAZARD, Stage.MERGED})


class Paper(StrEnum):
    """How the summary stands."""

    MISSING = "未交"
    HANDED_IN = "待审"
    RETURNED = "退回"
    ACCEPTED = "已审"


class Leg(StrEnum):
    """What the rule demands, in the office's words and order."""

    SCENE = "到场"
    HANDLED = "处置"
    REPORTED_UP = "报告"
    INFORMED = "通知"
    SUMMARY = "总结"


class What(StrEnum):
    """What may happen to an incident."""

    CONFIRMED = "confirmed"  # somebody who knows says that it is so
    ACKNOWLEDGED = "acknowledged"  # the leader in charge has read it
    EN_ROUTE = "en route"  # he is on his way, and says until when
    SCENE_HEAD = "scene head"  # the centre head or duty officer is on the spot
    ARRIVED = "arrived"  # the leader in charge is on the scene
    CONTROLLED = "controlled"
    REPORTED_UP = "reported up"  # to chiefs, by a person
    INFORMED = "informed"  # departments, by a person
    HANDED_IN = "handed in"  # the summary
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REGRADED = "regraded"
    DOUBTED = "doubted"  # who reported it says that it was none
    ENDED = "ended"  # it was none, or belongs elsewhere
    CLOSED = "closed"


class Refusal(StrEnum):
    """Why something can't be."""

    OVER = "over"  # it has ended
    NOT_NOW = "not now"  # not in this stage
    LEGS_MISSING = "legs missing"  # it can't be closed yet
    NO_SUCH = "no such"  # a chief it need not be reported to, a grade or an ending there is not


@dataclass(frozen=True, slots=True)
class Incident:
    """What the machine knows of an incident. Times are office times.

    chiefs: to whom it has to be reported (person ids; SCHOOL where the leader in charge is himself the chief).
    departments: which have to be informed. is_doubted: the reporter says 误报, nobody has confirmed it.
    """

    stage: Stage = Stage.REPORTED
    grade: int = 1
    is_drill: bool = False
    is_doubted: bool = False
    acknowledged_at: datetime | None = None
    en_route_until: datetime | None = None
    scene_head_at: datetime | None = None
    arrived_at: datetime | None = None
    controlled_at: datetime | None = None
    chiefs: frozenset[int] = frozenset()
    reported_to: frozenset[int] = frozenset()
    departments: frozenset[str] = frozenset()
    informed: frozenset[str] = frozenset()
    summary: Paper = Paper.MISSING

    @property
    def is_open(self) -> bool:
        """Whether it may still change."""
        return self.stage not in ENDED


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, when it did. The other fields belong to one kind each.

    until: of EN_ROUTE. to: of REPORTED_UP. departments: of INFORMED. grade: of REGRADED, 1 一般 2 较大 3 重大.
    how: of ENDED: FALSE_ALARM, TO_REPAIR, TO_HAZARD or MERGED.
    """

    what: What
    at: datetime
    until: datetime | None = None
    to: frozenset[int] = frozenset()
    departments: frozenset[str] = frozenset()
    grade: int = 0
    how: Stage | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the department has set.

    report_to_all: every chief must be reported to, not one. accepted_summary: closing needs it accepted.
    """

    report_to_all: bool = False
    accepted_summary: bool = False


class Illegal(HouqinError):
    """It can't be done, and nothing has changed. `missing`: the open legs, where they are why."""

    def __init__(self, why: Refusal, missing: tuple[Leg, ...] = ()) -> None:
        super().__init__(why.value)
        self.why = why
        self.missing = missing
