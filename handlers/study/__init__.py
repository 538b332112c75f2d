"""Studies 学习活动: announced, attended by signing in, excused, made up, handed in, counted."""

from handlers.study.settings import SETTINGS
from handlers.study.slice import slice_of
from handlers.study.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "slice_of"]
