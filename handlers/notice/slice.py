"""The notice slice."""

from __future__ import annotations

from bot.messages import Message
from bot.registry import Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from scheduler.notices import DUES

HANDLER = "notice"


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message. Pure."""
    del message, situation
    return []


def slice_of(office: Office) -> Slice:
    """Return the slice."""
    del office
    return Slice(name=HANDLER, read=read, dues=DUES)
