"""Chinese time expressions: what a text says of when. Pure; the calendar and the moment it was said are given.

A wrong time is worse than a question: what can mean two days is read one way and asked. `read_time` never raises.
"""

from __future__ import annotations

from scheduler.when.reading import read_time, read_times
from scheduler.when.recurrence import Recurrence, recurrence_of
from scheduler.when.value import Grain, Kind, When

__all__ = ["Grain", "Kind", "Recurrence", "When", "read_time", "read_times", "recurrence_of"]
