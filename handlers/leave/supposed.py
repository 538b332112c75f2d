"""What `explain` is told of here, and how it prints what it read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.context import Fact
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.turn import Turn

PLANTS: Mapping[str, Callable[[Turn, Fact, Message, Situation], None]] = {}
PRINTS: Mapping[str, Callable[[Reading], Mapping[str, Any]]] = {}
