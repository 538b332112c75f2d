"""What recurs, and reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the tables."""
    _series()
    _occurrences()
    _reminders()


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("first", UtcTime(), nullable=True),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("holidays", sa.String(length=12), nullable=False),
        sa.Column("ahead_s", sa.Integer(), server_default="0", nullable=False),
        sa.Column("organiser_id", RowId, nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="running", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("reached", UtcTime(), nullable=False),
        sa.Column("calendar", sa.String(length=32), server_default="", nullable=False),
        sa.Column("begun_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("subject", name=op.f("uq_series_subject")),
    )
    op.create_index("ix_series_organiser_id", "series", ["organiser_id"], unique=False)


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", RowId, nullable=False),
        sa.Column("series_id", RowId, nullable=False),
        sa.Column("planned_at", UtcTime(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("reason", sa.String(length=20), server_default="", nullable=False),
        sa.Column("decide_by", UtcTime(), nullable=True),
        sa.Column("decided", sa.String(length=8), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint("series_id", "planned_at", name=op.f("uq_occurrences_series_id_planned_at")),
    )
    for name, condition in (
        ("open", "state IN ('planned', 'asked', 'moved')"),
        ("missed", "reason = 'late' AND told_at IS NULL"),
    ):
        op.create_index(
            f"ix_occurrences_{name}",
            "occurrences",
            ["series_id"],
            unique=False,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", RowId, nullable=False),
        sa.Column("owner_id", RowId, nullable=False),
        sa.Column("audience", sa.JSON(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=True),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("said", sa.String(length=60), server_default="", nullable=False),
        sa.Column("state", sa.String(length=9), server_default="waiting", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("rung", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rung_at", UtcTime(), nullable=True),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    condition = sa.text("state = 'waiting'")
    op.create_index(
        "ix_reminders_owner",
        "reminders",
        ["owner_id"],
        unique=False,
        sqlite_where=condition,
        postgresql_where=condition,
    )
