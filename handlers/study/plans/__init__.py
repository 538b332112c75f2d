"""Plans of a year and how often each kind is held."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bot.registry import Act, Due, Undo
from bot.settings import Office
from handlers.study.plans import ahead
from handlers.study.plans.settings import SETTINGS

__all__ = ["ACTS", "SETTINGS", "UNDOS", "dues_of"]

ACTS: Mapping[str, Act] = {}
UNDOS: Mapping[str, Undo] = {}


def dues_of(office: Office) -> Mapping[str, Due]:
    """Return what happens when its timers are due."""
    return {ahead.TIMER: Due(partial(ahead.due, office=office))}
