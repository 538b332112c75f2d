"""A campaign, its stages and what is owed in them, as values; the words for how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from handlers.campaign.templates import PLEDGE, Answer, Per

SERIES = "KH"
NUMBER, RECEIPT = "{series}-{serial:04d}", "{number}-{receipt:02d}"


class State(StrEnum):
    """How a campaign, or a stage of it, stands."""

    PLANNED = "待开始"
    RUNNING = "进行中"
    DONE = "已完成"
    CANCELLED = "已取消"


class HandedIn(StrEnum):
    """How what is owed stands."""

    OWED = "未交"
    HANDED = "已交"
    RETURNED = "退回"
    PASSED = "通过"


@dataclass(frozen=True, slots=True)
class Campaign:
    """One cycle. serial: of its number; year: of its last day when it was begun."""

    id: int
    serial: int
    version: int
    template: str
    title: str
    year: int
    organiser_id: int
    state: State
    begun_at: datetime

    @property
    def number(self) -> str:
        """Return its number, KH-0003."""
        return NUMBER.format(series=SERIES, serial=self.serial)

    @property
    def subject(self) -> str:
        """Return what rows of other tables call it."""
        return f"campaign:{self.id}"

    @property
    def is_pledge(self) -> bool:
        """Whether everybody must answer for himself, nobody through a secretary."""
        return self.template == PLEDGE


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. first, last: office days, both included. audience: who is told, as data; None: the organiser alone.

    paper: where the paper lies, once it is done.
    """

    id: int
    campaign_id: int
    position: int
    name: str
    words: tuple[str, ...]
    owner: str
    first: date
    last: date
    audience: dict[str, Any] | None
    per: Per
    deliverable: str
    answer: Answer
    notice_days: int
    state: State
    paper: str = ""

    @property
    def subject(self) -> str:
        """Return what rows of other tables call it."""
        return f"stage:{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it has begun and is not over."""
        return self.state is State.RUNNING


@dataclass(frozen=True, slots=True)
class Submission:
    """What one person owes in a stage, for himself or for a unit or branch.

    whose: the person's, unit's or branch's name of that day. unit: of the zip's names. number: in its stage, from 1.
    version: of the file that counts, 0 where nothing came. awaited_until: a file that comes until then is meant.
    """

    id: int
    stage_id: int
    number: int
    person_id: int
    whose: str
    unit: str
    state: HandedIn
    version: int
    is_paper: bool
    reason: str
    awaited_until: datetime | None
    handed_at: datetime | None

    @property
    def is_owed(self) -> bool:
        """Whether it is still to be handed in."""
        return self.state in (HandedIn.OWED, HandedIn.RETURNED)


@dataclass(frozen=True, slots=True)
class Piece:
    """One version of what was handed in. name: of the file, empty for a text. by_id: who sent it."""

    id: int
    submission_id: int
    version: int
    door: str
    message_id: str
    name: str
    text: str
    by_id: int
    at: datetime
