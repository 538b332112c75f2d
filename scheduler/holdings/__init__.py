"""What the frame itself keeps under somebody's name: shifts, notices, what recurs, and everything owed."""

from __future__ import annotations

from bot.settings import Office
from scheduler.belongings import Holding
from scheduler.holdings.notices import HeldNotices
from scheduler.holdings.owing import HeldOwed
from scheduler.holdings.series import HeldSeries
from scheduler.holdings.shifts import HeldShifts
from scheduler.todo import Registry

__all__ = ["of_the_frame"]


def of_the_frame(office: Office, called: Registry) -> dict[str, Holding]:
    """Return the frame's holdings by name. called: what each kind of owed is called."""
    return {
        "shifts": HeldShifts(office),
        "series": HeldSeries(),
        "notices": HeldNotices(),
        "owed": HeldOwed(called),
    }
