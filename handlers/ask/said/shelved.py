"""What the office says about documents: in force, replaced, withdrawn, to be reviewed."""

from __future__ import annotations

from bot.router import Reading
from handlers.ask.said.heard import Heard


def hear(heard: Heard) -> Reading | None:
    """Hear a word about a document's life."""
    del heard
    return None
