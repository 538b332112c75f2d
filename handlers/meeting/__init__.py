"""Meetings 会议: announced, answered, moved, called off; decisions become tasks."""

from handlers.meeting.settings import SETTINGS
from handlers.meeting.slice import slice_of
from handlers.meeting.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "slice_of"]
