"""Incidents. For now: what sounds like an emergency is passed to the duty officer at once, with the sender's name."""

from handlers.incident.slice import SLICE

__all__ = ["SLICE"]
