"""One thing that may be said of a task, and what a sender must be to it for it to fit. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handlers.task.facts import Known
from handlers.task.matter import Stage

Fits = Callable[[Known], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that may be said.

    pattern, never: in a squeezed text without the number. confidence: without a number. answer: what it decides
    (同意延期). is_plain: it is about a task by itself, whatever stands beside it.
    """

    intent: str
    pattern: re.Pattern[str]
    fits: Fits
    confidence: float = 0.9
    never: re.Pattern[str] | None = None
    answer: str = ""
    is_plain: bool = False

    def is_in(self, short: str) -> bool:
        """Whether it is said in a text."""
        return self.pattern.search(short) is not None and not (self.never and self.never.search(short))


def waits(one: Known) -> bool:
    """Whether the sender has yet to take it."""
    return one.is_owner and one.stage in (Stage.HANDED, Stage.DISOWNED)


def is_busy(one: Known) -> bool:
    """Whether the sender is doing it."""
    return one.is_owner and one.is_open and one.stage is not Stage.CLAIMED


def is_claimed(one: Known) -> bool:
    """Whether the sender decides on a claim."""
    return one.is_assigner and one.stage is Stage.CLAIMED


def is_asked(one: Known) -> bool:
    """Whether the sender decides on a delay."""
    return one.is_assigner and one.is_asked


def assigned(one: Known) -> bool:
    """Whether the sender assigned it and it is open."""
    return one.is_assigner and one.is_open


def concerns(one: Known) -> bool:
    """Whether the sender has to do with it."""
    return one.is_owner or one.is_assigner or one.is_helper
