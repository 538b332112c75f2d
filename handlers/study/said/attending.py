"""What is said of leave, lateness, being online, signing others in, signing in afterwards, corrections. Pure."""

from __future__ import annotations

from bot.messages import Kind
from bot.router import Reading
from handlers.study.said import absent, others, own, paper
from handlers.study.said.heard import Heard

LONGEST = 400


def hear(heard: Heard) -> Reading | None:
    """Read it: what is said of others and decided first, then of oneself."""
    if heard.message.kind in (Kind.FILE, Kind.IMAGE, Kind.RESULT):
        return paper.hear(heard)
    if len(heard.text) > LONGEST:
        return None
    return others.hear(heard) or own.hear(heard) or absent.hear(heard)
