"""Passed on: what one slice hands to another, as a timer that is due at once, so that neither knows the other.

So far: an incident that is none becomes a repair or a hazard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

REPAIR, HAZARD = "ticket.of_incident_repair", "ticket.of_incident_hazard"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody reported. account: platform/account. name, phone: of whom it comes from, where that is another."""

    account: str
    person_id: int | None
    text: str
    name: str = ""
    phone: str = ""
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A matter that is passed on. number: what it was called so far. said: at least one report, the first first."""

    number: str
    item: str
    place: str
    campus: str
    building: str
    platform: str
    chat: str | None
    said: tuple[Said, ...]

    def written(self) -> dict[str, Any]:
        """Return it as a timer keeps it."""
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> PassedOn:
        """Return what `written` wrote."""
        return cls(**{**data, "said": tuple(Said(**one) for one in data["said"])})
