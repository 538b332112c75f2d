"""Incidents 突发事件: who must act is alarmed at once, what is done is recorded, nothing is left lying."""

from handlers.incident.across import alarm
from handlers.incident.known import handover
from handlers.incident.leading import HeldIncidents
from handlers.incident.owes import TO_DOS
from handlers.incident.said.printed import printed
from handlers.incident.settings import SETTINGS
from handlers.incident.slice import SLICE, slice_of
from handlers.incident.supposed import suppose

#: What `explain` makes true before a message, by the name of the fact; the slots of a reading as it prints them.
PLANTS = {"open_incident": suppose}
PRINTS = {SLICE.name: printed}

__all__ = ["PLANTS", "PRINTS", "SETTINGS", "SLICE", "TO_DOS", "HeldIncidents", "alarm", "handover", "slice_of"]
