"""Questions about the policies: read, look up, quote."""

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from handlers.ask import learning, phrasing
from handlers.ask.learning.daily import arm
from handlers.ask.slice import slice_of

SETTINGS: Mapping[str, OfficeSetting[Any]] = {**learning.SETTINGS, **phrasing.SETTINGS}

__all__ = ["SETTINGS", "arm", "slice_of"]
