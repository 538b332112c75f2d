"""Reminders 提醒: once or by a rule, for oneself or for others."""

from handlers.reminder.settings import SETTINGS
from handlers.reminder.slice import slice_of
from handlers.reminder.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "slice_of"]
