"""One step somebody records of an open incident, and of which incidents he may say it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handlers.incident.facts import Open
from handlers.incident.matter import Leg, Stage

_BEFORE_SCENE = (Stage.UNVERIFIED, Stage.REPORTED, Stage.ACKNOWLEDGED)
_REASON = re.compile(r"(?:因为|由于|原因是?|理由是?|原因[:：]|是因为|因)[\s:：,，]*(?P<why>[^。！？]{2,60})")

Fits = Callable[[Open], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was said. fits: of which open incidents its sender may say it."""

    intent: str
    fits: Fits
    confidence: float = 0.95
    slots: dict[str, Any] = field(default_factory=dict)


def is_led(one: Open) -> bool:
    """Say whether its sender leads it, or acts for who does."""
    return one.is_mine or one.can_act


def is_to_do(one: Open) -> bool:
    """Say whether its sender may record what was done."""
    return one.is_mine_to_do


def is_unattended(one: Open) -> bool:
    """Say whether somebody is still to come."""
    return one.is_mine_to_do and (Leg.SCENE in one.needs or one.stage in _BEFORE_SCENE)


def is_going_on(one: Open) -> bool:
    """Say whether it is worth going there."""
    return one.is_mine_to_do and one.stage is not Stage.CONTROLLED


def is_unread(one: Open) -> bool:
    """Say whether it waits to be taken note of: by anybody, or by its sender himself."""
    return one.is_mine_to_do and (one.is_unseen or one.stage in (Stage.UNVERIFIED, Stage.REPORTED))


def reason_in(text: str) -> str:
    """Return the reason a text gives, empty where it gives none."""
    found = _REASON.search(text)
    return found["why"].strip() if found else ""
