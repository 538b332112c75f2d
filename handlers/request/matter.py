"""What a request is: two forms, where it stands, whose words were said to it.

A 请示 asks: one matter, one addressee, and it waits until he has said a word. A 报告 tells and waits for nothing. The
words are a leader's and are kept as he said them; nothing here approves anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Form(StrEnum):
    """The two forms, never one in the other."""

    ASKS = "请示"
    TELLS = "报告"


class Stage(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    RETURNED = "returned"
    FILED = "filed"  # a 报告 that waits for nothing
    SEEN = "seen"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """What a word is, as far as it matters to what follows; the word itself is its text."""

    AGREED = "agreed"
    IN_PRINCIPLE = "in_principle"
    REFUSED = "refused"
    RETURNED = "returned"
    SEEN = "seen"
    PASSED_ON = "passed_on"
    TO_HANDLE = "to_handle"
    SAID = "said"


SERIES = {Form.ASKS: "QS", Form.TELLS: "BG"}
FORMS = {series: form for form, series in SERIES.items()}
OPEN = frozenset({Stage.WAITING, Stage.FILED, Stage.RETURNED})


@dataclass(frozen=True, slots=True)
class Request:
    """One request or report. Times are office times.

    addressee_id: who has it now. matter: its entry of 重大事项清单, empty where none. is_major: 三重一大.
    door, message_id: the message it came with, for what was attached to it.
    """

    id: int
    form: Form
    year: int
    serial: int
    version: int
    title: str
    text: str
    asker_id: int
    unit_id: int | None
    addressee_id: int
    matter: str
    is_major: bool
    stage: Stage
    door: str
    message_id: str
    filed_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    urged_at: datetime | None

    @property
    def number(self) -> str:
        """The number as people write it: QS-2026-001."""
        return f"{SERIES[self.form]}-{self.year}-{self.serial:03d}"

    @property
    def subject(self) -> str:
        """What journal, timers, pushes and owed rows call it."""
        return f"request:{self.id}"


@dataclass(frozen=True, slots=True)
class Word:
    """What a leader said to it, verbatim. by_id: who typed it, he or who may speak for him. to_id: passed on to."""

    id: int
    request_id: int
    person_id: int
    by_id: int
    kind: Kind
    text: str
    to_id: int | None
    at: datetime
