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
        "answer_verdicts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("account", sa.String(length=150), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("question_id", RowId, nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_verdicts")),
        sa.UniqueConstraint("answer", "account", name=op.f("uq_answer_verdicts_answer_account")),
    )
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
    op.create_table(
        "question_askers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("question_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_askers")),
    )
    op.create_index(op.f("ix_question_askers_question_id"), "question_askers", ["question_id"], unique=False)
    op.create_table(
        "question_groups",
        sa.Column("id", RowId, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("pair_id", RowId, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_groups")),
    )
    op.create_index(op.f("ix_question_groups_state"), "question_groups", ["state"], unique=False)
    op.create_table(
        "reviewed_pairs",
        sa.Column("id", RowId, nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(length=240), nullable=False),
        sa.Column("basis", sa.String(length=200), server_default="", nullable=False),
        sa.Column("file", sa.String(length=400), server_default="", nullable=False),
        sa.Column("sha256", sa.String(length=64), server_default="", nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("approved_by", sa.String(length=40), server_default="", nullable=False),
        sa.Column("approved_id", RowId, nullable=True),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("valid_until", UtcTime(), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewed_pairs")),
    )
    op.create_index(op.f("ix_reviewed_pairs_state"), "reviewed_pairs", ["state"], unique=False)
    op.create_table(
        "thesaurus_lines",
        sa.Column("id", RowId, nullable=False),
        sa.Column("office", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thesaurus_lines")),
    )
    op.create_table(
        "question_handovers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("question_id", RowId, nullable=True),
        sa.Column("asker_id", RowId, nullable=True),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("answer", sa.String(length=240), server_default="", nullable=False),
        sa.Column("answered_by", RowId, nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("pair_id", RowId, nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name=op.f("fk_question_handovers_answered_by")),
        sa.ForeignKeyConstraint(["asker_id"], ["persons.id"], name=op.f("fk_question_handovers_asker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_handovers")),
    )
    op.create_index("ix_question_handovers_state", "question_handovers", ["state"], unique=False)
    op.drop_column("edition", "index_file")
    op.add_column("unanswered_questions", sa.Column("group_id", RowId, nullable=True))
    op.add_column(
        "unanswered_questions", sa.Column("reason", sa.String(length=12), server_default="not_found", nullable=False)
    )
