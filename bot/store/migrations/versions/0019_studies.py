"""Studies: who was to come and who came, what was asked, said, handed in, and how often each kind is held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "study_frequencies",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("whose", sa.String(length=10), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=4), nullable=False),
        sa.Column("source", sa.String(length=200), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_frequencies")),
        sa.UniqueConstraint("kind", "whose", name=op.f("uq_study_frequencies_kind_whose")),
    )
    op.create_table(
        "study_plans",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("organiser_id", RowId, nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["persons.id"], name=op.f("fk_study_plans_organiser_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_plans")),
        sa.UniqueConstraint("name", name=op.f("uq_study_plans_name")),
    )
    op.create_table(
        "studies",
        sa.Column("id", RowId, nullable=False),
        sa.Column("uid", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("topic", sa.String(length=200), server_default="", nullable=False),
        sa.Column("place", sa.String(length=60), server_default="", nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=True),
        sa.Column("opens_at", UtcTime(), nullable=False),
        sa.Column("late_from", UtcTime(), nullable=False),
        sa.Column("closes_at", UtcTime(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("branch_id", RowId, nullable=True),
        sa.Column("organiser_id", RowId, nullable=False),
        sa.Column("chat_id", RowId, nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("has_vote", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("needs_code", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("wants", sa.String(length=20), server_default="", nullable=False),
        sa.Column("wants_by", UtcTime(), nullable=True),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("plan_id", RowId, nullable=True),
        sa.Column("plan_no", sa.Integer(), nullable=True),
        sa.Column("series", sa.String(length=120), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_studies_branch_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_studies_chat_id")),
        sa.ForeignKeyConstraint(["organiser_id"], ["persons.id"], name=op.f("fk_studies_organiser_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["study_plans.id"], name=op.f("fk_studies_plan_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_studies_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studies")),
    )
    op.create_index(
        "ix_studies_open",
        "studies",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_studies_organiser_id", "studies", ["organiser_id"], unique=False)
    op.create_index("ix_studies_plan_id", "studies", ["plan_id"], unique=False)
    op.create_index("ix_studies_starts_at", "studies", ["starts_at"], unique=False)
    op.create_table(
        "study_asks",
        sa.Column("id", RowId, nullable=False),
        sa.Column("study_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("what", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_by", RowId, nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("decided_by", RowId, nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_study_asks_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_study_asks_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_study_asks_person_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_asks_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_asks")),
    )
    op.create_index("ix_study_asks_study_id", "study_asks", ["study_id"], unique=False)
    op.create_table(
        "study_papers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("study_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("file_id", RowId, nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("why", sa.String(length=200), server_default="", nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_study_papers_file_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_study_papers_person_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_papers_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_papers")),
    )
    op.create_index("ix_study_papers_person_id", "study_papers", ["person_id"], unique=False)
    op.create_index("ix_study_papers_study_id", "study_papers", ["study_id"], unique=False)
    op.create_table(
        "study_parts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("study_id", RowId, nullable=True),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=200), server_default="", nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=7), nullable=False),
        sa.Column("noted_by", RowId, nullable=False),
        sa.Column("noted_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["noted_by"], ["persons.id"], name=op.f("fk_study_parts_noted_by")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_study_parts_person_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_parts_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_parts")),
    )
    op.create_index("ix_study_parts_person_id", "study_parts", ["person_id"], unique=False)
    op.create_index("ix_study_parts_study_id", "study_parts", ["study_id"], unique=False)
    op.create_table(
        "study_roster",
        sa.Column("id", RowId, nullable=False),
        sa.Column("study_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("belongs", sa.String(length=4), nullable=False),
        sa.Column("can_vote", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("why", sa.String(length=200), server_default="", nullable=False),
        sa.Column("status", sa.String(length=4), server_default="", nullable=False),
        sa.Column("at", UtcTime(), nullable=True),
        sa.Column("by_id", RowId, nullable=True),
        sa.Column("how", sa.String(length=10), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("leave_kind", sa.String(length=4), server_default="", nullable=False),
        sa.Column("late_min", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=80), server_default="", nullable=False),
        sa.Column("branch", sa.String(length=80), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_up_at", UtcTime(), nullable=True),
        sa.Column("nudged_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_study_roster_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_study_roster_person_id")),
        sa.ForeignKeyConstraint(["study_id"], ["studies.id"], name=op.f("fk_study_roster_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_roster")),
        sa.UniqueConstraint("study_id", "person_id", name=op.f("uq_study_roster_study_id_person_id")),
    )
    op.create_index("ix_study_roster_person_id", "study_roster", ["person_id"], unique=False)
