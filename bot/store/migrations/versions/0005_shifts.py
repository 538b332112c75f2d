"""Duty: shifts and their swaps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables."""
    _shifts()
    _swaps()


def _shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("campus_id", RowId, nullable=True),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("officer_id", RowId, nullable=False),
        sa.Column("leader_id", RowId, nullable=True),
        sa.Column("phone", sa.String(length=30), server_default="", nullable=False),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("handed_over_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["campus_id"], ["campuses.id"], name=op.f("fk_shifts_campus_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["persons.id"], name=op.f("fk_shifts_officer_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["persons.id"], name=op.f("fk_shifts_leader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index("ix_shifts_starts_at", "shifts", ["starts_at"], unique=False)
    op.create_index("ix_shifts_ends_at", "shifts", ["ends_at"], unique=False)


def _swaps() -> None:
    op.create_table(
        "shift_swaps",
        sa.Column("id", RowId, nullable=False),
        sa.Column("shift_id", RowId, nullable=False),
        sa.Column("return_id", RowId, nullable=True),
        sa.Column("asker_id", RowId, nullable=False),
        sa.Column("other_id", RowId, nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="asked", nullable=False),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("decided_by", RowId, nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["persons.id"], name=op.f("fk_shift_swaps_asker_id")),
        sa.ForeignKeyConstraint(["other_id"], ["persons.id"], name=op.f("fk_shift_swaps_other_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_shift_swaps_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_swaps")),
    )
    op.create_index("ix_shift_swaps_shift_id", "shift_swaps", ["shift_id", "id"], unique=False)
