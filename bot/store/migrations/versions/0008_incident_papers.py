"""Incident papers: summaries and their review."""

from __future__ import annotations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables."""
