"""Meetings 会议: announced, answered, moved, called off; decisions become tasks."""

from handlers.meeting.agenda import AGENDA
from handlers.meeting.answering import HOOKS
from handlers.meeting.holding import HeldMeetings
from handlers.meeting.recurring import PLANS
from handlers.meeting.settings import SETTINGS
from handlers.meeting.slice import slice_of
from handlers.meeting.supposed import PLANTS, PRINTS

__all__ = ["AGENDA", "HOOKS", "PLANS", "PLANTS", "PRINTS", "SETTINGS", "HeldMeetings", "slice_of"]
