"""What `explain` is told of here, and how it prints what it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn
from handlers.request.draft import title_of
from handlers.request.said import SUBMIT

PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {}


def shown(reading: Reading) -> Mapping[str, Any]:
    """Print what is handed in: its form, what it is about, to whom, as it was written."""
    slots = reading.slots
    text = str(slots.get("text", ""))
    found = {"kind": slots.get("form", ""), "title": title_of(text), "to": "、".join(slots.get("to", ())) or None}
    return {**found, "text": text}


#: Its handler is that of the tasks: what is said of them is printed by intent.
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {SUBMIT: shown}
