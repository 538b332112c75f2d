"""What becomes of an occurrence on a day off, and why one is what it is."""

from __future__ import annotations

#: On a day off: asked of the organiser, left out, moved to the next or the last workday, or held all the same.
ASK, SKIP, SHIFT, SHIFT_BACK, KEEP = "ask", "skip", "shift", "shift_back", "keep"
POLICIES = (ASK, SKIP, SHIFT, SHIFT_BACK, KEEP)

#: Why an occurrence is what it is.
HOLIDAY, SAME_DAY, LATE, CHANGED, RECALCULATED = "holiday", "same day", "late", "changed", "recalculated"
DECIDED = "decided"
