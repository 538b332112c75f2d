"""A notice as a value: what is said to whom, what is asked of them, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.audience import Audience

KIND = "notice.answer"  # of what is owed
OPEN, CANCELLED, CLOSED = "open", "cancelled", "closed"


class Asks(StrEnum):
    """What is asked of everybody who gets a notice."""

    ACK = "ack"  # 收到
    RSVP = "rsvp"  # 参加, 请假, 转交
    DONE = "done"  # 已办
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice before it is sent.

    kind: whose it is (`meeting`, `task`, `reminder` …). subject: its matter, `meeting:12`; one notice each.
    head: the first line; its first 20 characters say kind, time and what. text: the rest.
    organiser_id: who is told who has not answered. number: of the matter; empty: the notice gets one of its own.
    leads: how long before `event_at` those who come are reminded. answer_by: until when an answer is expected.
    """

    kind: str
    subject: str
    head: str
    text: str
    audience: Audience
    asks: Asks
    organiser_id: int | None
    event_at: datetime | None = None
    answer_by: datetime | None = None
    number: str = ""
    leads: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was sent. Times are office times.

    version: 1 the first. changes: how often it was changed for everybody to hear; lines: what the last one changed.
    """

    id: int
    kind: str
    subject: str
    number: str
    version: int
    head: str
    text: str
    audience: Audience
    asks: Asks
    organiser_id: int | None
    event_at: datetime | None
    answer_by: datetime | None
    leads: tuple[timedelta, ...]
    state: str
    sent_at: datetime
    changes: int
    changed_at: datetime | None
    lines: tuple[str, ...]

    @property
    def owed(self) -> str:
        """Return the subject under which its answers are owed, and its pushes and timers stand."""
        return subject_of(self.id)

    @property
    def is_open(self) -> bool:
        """Whether it stands."""
        return self.state == OPEN


def subject_of(notice_id: int) -> str:
    """Return the subject of a notice by its row id."""
    return f"notice:{notice_id}"
