"""Meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "meetings",
        sa.Column("id", RowId, nullable=False),
        sa.Column("uid", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=True),
        sa.Column("place", sa.String(length=60), server_default="", nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("organiser_id", RowId, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("series", sa.String(length=120), server_default="", nullable=False),
        sa.Column("collects", sa.String(length=20), server_default="", nullable=False),
        sa.Column("collect_by", UtcTime(), nullable=True),
        sa.Column("called_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["persons.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meetings_starts_at", "meetings", ["starts_at"])
    op.create_index("ix_meetings_organiser_id", "meetings", ["organiser_id"])
    op.create_index("ix_meetings_series", "meetings", ["series"])
    op.create_table(
        "meeting_papers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("meeting_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meeting_papers_meeting_id", "meeting_papers", ["meeting_id"])
