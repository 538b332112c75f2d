"""What one part of the slice brings to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.registry import Act, Due, Prepare, Undo


@dataclass(frozen=True, slots=True)
class Part:
    """Acts and prepares by intent, dues by timer kind, undos by kind of deed: as in `bot.registry.Slice`."""

    acts: Mapping[str, Act] = field(default_factory=dict)
    prepares: Mapping[str, Prepare] = field(default_factory=dict)
    dues: Mapping[str, Due] = field(default_factory=dict)
    undos: Mapping[str, Undo] = field(default_factory=dict)
