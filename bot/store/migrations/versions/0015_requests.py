"""Who wants no morning digest; requests and reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "digest_off",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_digest_off_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_off")),
        sa.UniqueConstraint("person_id", name=op.f("uq_digest_off_person_id")),
    )
    _requests()
    _words()
    _matters()


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", RowId, nullable=False),
        sa.Column("form", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asker_id", RowId, nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("addressee_id", RowId, nullable=False),
        sa.Column("matter", sa.String(length=40), server_default="", nullable=False),
        sa.Column("is_major", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("door", sa.String(length=80), server_default="", nullable=False),
        sa.Column("message_id", sa.String(length=200), server_default="", nullable=False),
        sa.Column("filed_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("urged_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["persons.id"], name=op.f("fk_requests_asker_id")),
        sa.ForeignKeyConstraint(["addressee_id"], ["persons.id"], name=op.f("fk_requests_addressee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("form", "year", "serial", name=op.f("uq_requests_form_year_serial")),
    )
    op.create_index("ix_requests_addressee_id", "requests", ["addressee_id"], unique=False)
    op.create_index("ix_requests_asker_id", "requests", ["asker_id"], unique=False)


def _words() -> None:
    op.create_table(
        "request_words",
        sa.Column("id", RowId, nullable=False),
        sa.Column("request_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("by_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("to_id", RowId, nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_request_words_request_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_request_words_person_id")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_request_words_by_id")),
        sa.ForeignKeyConstraint(["to_id"], ["persons.id"], name=op.f("fk_request_words_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_words")),
    )
    op.create_index("ix_request_words_request_id", "request_words", ["request_id"], unique=False)


def _matters() -> None:
    op.create_table(
        "request_matters",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("is_major", sa.Boolean(), nullable=False),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_matters")),
        sa.UniqueConstraint("name", name=op.f("uq_request_matters_name")),
    )
