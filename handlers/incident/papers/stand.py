"""How a sender stands to the papers of one incident, as far as readings may know."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.incident.facts import Facts


@dataclass(frozen=True, slots=True)
class Stand:
    """One incident. The rights are those of `standing.Standing`; nothing here decides them."""

    number: str
    is_open: bool = True
    may_have: bool = False
    may_write: bool = False
    may_hand_in: bool = False
    may_delegate: bool = False
    may_sign: bool = False
    is_drafter: bool = False
    is_chief: bool = False


@dataclass(frozen=True, slots=True)
class Known(Facts):
    """What is known of incidents, and how the sender stands to their papers."""

    papers: tuple[Stand, ...] = ()


def papers_of(known: object) -> tuple[Stand, ...]:
    """Return how the sender stands to papers; nothing where that was not looked up."""
    return known.papers if isinstance(known, Known) else ()
