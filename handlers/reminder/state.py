"""The states of a reminder."""

from __future__ import annotations

WAITING, DONE, CANCELLED, MISSED = "waiting", "done", "cancelled", "missed"
