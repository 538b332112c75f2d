"""What is said of what follows a study: 补学, what is handed in, minutes, the register of contributions. Pure."""

from __future__ import annotations

from bot.router import Reading
from handlers.study.said.heard import Heard


def hear(heard: Heard) -> Reading | None:
    """Read it."""
    del heard
    return None
