"""Notices and their answers; a question that takes any answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables."""
    op.add_column("prompts", sa.Column("free", sa.JSON(), nullable=True))
    op.create_table(
        "notices",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("asks", sa.String(length=10), nullable=False),
        sa.Column("organiser_id", RowId, nullable=True),
        sa.Column("event_at", UtcTime(), nullable=True),
        sa.Column("answer_by", UtcTime(), nullable=True),
        sa.Column("leads", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=False),
        sa.Column("changes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["persons.id"], name=op.f("fk_notices_organiser_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("subject", name=op.f("uq_notices_subject")),
    )
    op.create_index("ix_notices_number", "notices", ["number"], unique=False)
    op.create_index("ix_notices_organiser_id", "notices", ["organiser_id"], unique=False)
    op.create_table(
        "notice_answers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("notice_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("delegate_id", RowId, nullable=True),
        sa.Column("by_id", RowId, nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_notice_answers_by_id_persons")),
        sa.ForeignKeyConstraint(["delegate_id"], ["persons.id"], name=op.f("fk_notice_answers_delegate_id_persons")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_answers_notice_id_notices")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_notice_answers_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_answers")),
    )
    op.create_index("ix_notice_answers_notice_id", "notice_answers", ["notice_id"], unique=False)
