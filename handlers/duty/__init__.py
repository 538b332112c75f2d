"""Duty 值班: who is on, whether he is there, what is handed on, and what is missing in the roster."""

from handlers.duty.handing import Handover
from handlers.duty.logbook import log
from handlers.duty.owes import TO_DOS, agenda
from handlers.duty.settings import SETTINGS
from handlers.duty.slice import slice_of

__all__ = ["SETTINGS", "TO_DOS", "Handover", "agenda", "log", "slice_of"]
