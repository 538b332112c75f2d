"""Studies 学习活动: announced, attended by signing in, excused, made up, handed in, counted."""

from collections.abc import Mapping
from typing import Any

from bot.store.office_settings import OfficeSetting
from handlers.study import settings
from handlers.study.attending import HOOKS
from handlers.study.planning import AGENDA, HeldStudies
from handlers.study.plans import PLANS, Desk
from handlers.study.plans.reminding import arm
from handlers.study.screen import Screens
from handlers.study.slice import PARTS, slice_of
from handlers.study.supposed import PLANTS, PRINTS

__all__ = [
    "AGENDA",
    "HOOKS",
    "PLANS",
    "PLANTS",
    "PRINTS",
    "SETTINGS",
    "Desk",
    "HeldStudies",
    "Screens",
    "arm",
    "slice_of",
]

SETTINGS: Mapping[str, OfficeSetting[Any]] = {
    **settings.SETTINGS,
    **{key: one for part in PARTS for key, one in part.SETTINGS.items()},
}
