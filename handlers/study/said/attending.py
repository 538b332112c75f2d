"""What is said of leave, lateness, being online, signing others in, signing in afterwards, corrections. Pure."""

from __future__ import annotations

from bot.router import Reading
from handlers.study.said.heard import Heard


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    del heard
    return None
