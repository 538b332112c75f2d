"""Of what kind an absence is, and what somebody hands over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "absences",
        sa.Column("stand_in_id", RowId, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("entered_by", RowId, nullable=False),
        sa.Column("entered_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["stand_in_id"], ["stand_ins.id"]),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"]),
        sa.PrimaryKeyConstraint("stand_in_id"),
    )
    op.create_table(
        "handovers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("giver_id", RowId, nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["giver_id"], ["persons.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handovers_giver_id", "handovers", ["giver_id"])
