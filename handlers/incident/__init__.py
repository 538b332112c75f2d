"""Incidents 突发事件: who must act is alarmed at once, what is done is recorded, nothing is left lying."""

from handlers.incident.settings import SETTINGS
from handlers.incident.slice import SLICE

__all__ = ["SETTINGS", "SLICE"]
