"""Answers: how long documents hold, what was reviewed, asked of persons, found helpful, and what meaning was cached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the tables and columns."""
    op.create_table(
        "document_history",
        sa.Column("id", RowId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("file", sa.String(length=400), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_history")),
    )
    op.create_index("ix_document_history_at", "document_history", ["at"], unique=False)
    op.create_table(
        "document_lives",
        sa.Column("id", RowId, nullable=False),
        sa.Column("file", sa.String(length=400), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("read_from", sa.String(length=64), nullable=False),
        sa.Column("stated", sa.JSON(), nullable=False),
        sa.Column("effective_on", sa.String(length=10), nullable=True),
        sa.Column("expires_on", sa.String(length=10), nullable=True),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("reviewer_id", RowId, nullable=True),
        sa.Column("replaced_by", sa.String(length=400), nullable=True),
        sa.Column("replaced_on", sa.String(length=10), nullable=True),
        sa.Column("withdrawn_on", sa.String(length=10), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_lives")),
        sa.UniqueConstraint("file", "title", name=op.f("uq_document_lives_file_title")),
    )
    op.create_table(
        "meaning_builders",
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=True),
        sa.Column("trouble_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("model", name=op.f("pk_meaning_builders")),
    )
    op.create_table(
        "meaning_vectors",
        sa.Column("id", RowId, nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("passage", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meaning_vectors")),
        sa.UniqueConstraint("model", "passage", name=op.f("uq_meaning_vectors_model_passage")),
    )
    op.drop_column("edition", "index_file")
