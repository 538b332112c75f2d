"""An answer said in other words by a language model, where the operator set one and the office lets it."""

from __future__ import annotations

from handlers.ask.part import Part
from handlers.ask.phrasing.letting_go import judged, let_go
from handlers.ask.phrasing.offering import offering
from handlers.ask.phrasing.settings import SETTINGS
from handlers.ask.talk import PHRASED

__all__ = ["SETTINGS", "offering", "part_of"]


def part_of() -> Part:
    """Return what this part brings to the slice."""
    return Part(acts={PHRASED: let_go}, prepares={PHRASED: judged})
