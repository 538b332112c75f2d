"""Reminders 提醒: once or by a rule, for oneself or for others; and what organisers decide of what recurs."""

from handlers.reminder.agenda import agenda
from handlers.reminder.holding import HELD
from handlers.reminder.settings import SETTINGS
from handlers.reminder.slice import slice_of
from handlers.reminder.supposed import PLANTS, PRINTS
from handlers.reminder.watch import arm

__all__ = ["HELD", "PLANTS", "PRINTS", "SETTINGS", "agenda", "arm", "slice_of"]
