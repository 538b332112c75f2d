"""Requests and reports 请示报告: filed, numbered, routed; the bot approves nothing."""

from handlers.request.agenda import agenda
from handlers.request.held import HeldRequests
from handlers.request.settings import SETTINGS
from handlers.request.slice import slice_of
from handlers.request.supposed import PLANTS, PRINTS

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "HeldRequests", "agenda", "slice_of"]
