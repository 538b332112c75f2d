"""Notices and their answers; a question that takes any answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables."""
    op.add_column("prompts", sa.Column("free", sa.JSON(), nullable=True))
