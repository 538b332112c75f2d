"""What may be taken back, who opened what is owed, and who stands in for whom."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "deeds",
        sa.Column("id", RowId, nullable=False),
        sa.Column("account", sa.String(length=150), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("chat", sa.String(length=128), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_deeds_account_done_at", "deeds", ["account", "done_at"])
    op.create_index("ix_pushes_source", "pushes", ["source"])
    op.add_column("owed", sa.Column("opened_by", sa.String(length=40), server_default="", nullable=False))
    op.create_table(
        "stand_ins",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("agent_id", RowId, nullable=True),
        sa.Column("kind", sa.String(length=2), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"]),
        sa.ForeignKeyConstraint(["agent_id"], ["persons.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_stand_ins_person_id", "stand_ins", ["person_id"])
    op.create_index("ix_stand_ins_agent_id", "stand_ins", ["agent_id"])
