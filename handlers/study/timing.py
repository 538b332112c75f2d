"""The timers of a study, by kind; what they do stands in `due`."""

from __future__ import annotations

OPENS, NUDGES, CLOSES, TALLIES = "checkin.opens", "checkin.nudge", "checkin.closes", "checkin.tally"
