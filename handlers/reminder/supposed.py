"""What `explain` is told of here, and how it prints what it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.reminder import talk
from scheduler.when import Grain

PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {}


def _printed(reading: Reading) -> Mapping[str, Any]:
    """Print a wish as all slices print theirs: who, date or start, text; several as `more`."""
    if reading.intent != talk.CREATE or not reading.slots.get("pieces"):
        return reading.slots
    first, *more = [_piece(one) for one in reading.slots["pieces"]]
    found = {"who": reading.slots["who"], **first}
    found |= {"lead_minutes": reading.slots["lead_s"] // 60} if "lead_s" in reading.slots else {}
    return found | ({"more": more} if more else {})


def _piece(piece: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"text": piece["text"]}
    if piece["rule"]:
        return found | {"rrule": piece["rule"]}
    if not piece["start"] or piece["question"]:
        return found | {"date": None}
    start = datetime.fromisoformat(piece["start"])
    found["date"] = start.date().isoformat()
    return found | ({} if piece["grain"] == Grain.DAY.value else {"start": f"{start:%Y-%m-%dT%H:%M}"})


PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {talk.HANDLER: _printed}
