"""Kinds of incidents: what the office says of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "incident_kinds",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("advice", sa.String(length=60), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=20), server_default="", nullable=False),
        sa.Column("system", sa.String(length=10), server_default="", nullable=False),
        sa.Column("unit", sa.String(length=80), server_default="", nullable=False),
        sa.Column("few_only", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(length=40), server_default="", nullable=False),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_kinds")),
        sa.UniqueConstraint("name", name=op.f("uq_incident_kinds_name")),
    )
