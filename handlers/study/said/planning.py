"""What is said of studies announced, changed, called off, asked for. Pure."""

from __future__ import annotations

from bot.router import Reading
from handlers.study.said.heard import Heard


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    del heard
    return None
