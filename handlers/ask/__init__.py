"""Questions about the policies: read, look up, quote."""

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from handlers.ask import learning, phrasing, shelving
from handlers.ask.learning.daily import arm
from handlers.ask.shelving.reviewing import arm as arm_reviews
from handlers.ask.slice import slice_of

SETTINGS: Mapping[str, OfficeSetting[Any]] = {**learning.SETTINGS, **phrasing.SETTINGS, **shelving.SETTINGS}

__all__ = ["SETTINGS", "arm", "arm_reviews", "slice_of"]
