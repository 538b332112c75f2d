"""Questions for numbers, ledgers and lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.registry import Act, Due, Undo
from bot.settings import Office
from bot.store.office_settings import OfficeSetting
from handlers.study.counted import acts

ACTS: Mapping[str, Act] = acts.ACTS
prepares_of = acts.preparing
UNDOS: Mapping[str, Undo] = {}
SETTINGS: Mapping[str, OfficeSetting[Any]] = {}


def dues_of(office: Office) -> Mapping[str, Due]:
    """Return what happens when its timers are due."""
    del office
    return {}
