"""Notices that must be confirmed: receipts, who has not answered, planned outages, messages to many."""

from handlers.notice.answering import Hook
from handlers.notice.settings import SETTINGS
from handlers.notice.slice import slice_of
from handlers.notice.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "Hook", "slice_of"]
