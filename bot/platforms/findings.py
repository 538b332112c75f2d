"""What a doctor found: how bad it is, and one Chinese sentence for the operator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """text: one Chinese sentence; where something is wrong, with the remedy."""

    level: Level
    text: str


def ok(text: str) -> Finding:
    """Say that something is right."""
    return Finding(Level.OK, text)


def warn(text: str) -> Finding:
    """Say that something may be wrong."""
    return Finding(Level.WARN, text)


def fail(text: str) -> Finding:
    """Say that something does not work."""
    return Finding(Level.FAIL, text)
