"""What is said of meetings, read into parts: title, time, place, agenda, audience. Pure."""

from __future__ import annotations

from handlers.meeting.heard.calling import Called, hear
from scheduler.gathering.moment import Moment, read_moment
from scheduler.gathering.plain import plain

__all__ = ["Called", "Moment", "hear", "plain", "read_moment"]
