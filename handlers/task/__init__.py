"""Supervised tasks 督办: 交办, 承办, 进展, 申请办结, 销号."""

from handlers.task.settings import SETTINGS
from handlers.task.slice import slice_of
from handlers.task.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "slice_of"]
