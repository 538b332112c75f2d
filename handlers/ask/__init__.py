"""Questions about the policies: read, look up, quote."""

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from handlers.ask import phrasing
from handlers.ask.slice import slice_of

SETTINGS: Mapping[str, OfficeSetting[Any]] = {**phrasing.SETTINGS}

__all__ = ["SETTINGS", "slice_of"]
