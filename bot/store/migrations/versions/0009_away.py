"""Who is away, and who acts for him."""

from __future__ import annotations

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables."""
