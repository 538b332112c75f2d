"""The reminder slice."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Message
from bot.registry import Slice
from bot.router import Reading
from bot.settings import Office
from bot.situation import Situation
from scheduler import series
from scheduler.series import Plan

HANDLER = "reminder"


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message. Pure."""
    del message, situation
    return []


def slice_of(office: Office, plans: Mapping[str, Plan] | None = None) -> Slice:
    """Return the slice. plans: what an occurrence of a series brings about, by the kind the other slices gave it."""
    return Slice(name=HANDLER, read=read, dues=series.dues(office, plans or {}))
