"""What people say of an answer, and what the office says to the list of what was not answered."""

from __future__ import annotations

from bot.router import Reading
from handlers.ask.said.heard import Heard


def hear(heard: Heard) -> Reading | None:
    """Hear a word about an answer or about the work list."""
    del heard
    return None
