"""Appraisals and campaigns: templates, cycles, stages, what is handed in, comments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the tables."""
    _campaign_templates()
    _campaign_comments()
    _campaigns()
    _campaign_stages()
    _campaign_submissions()
    _campaign_pieces()


def _campaign_templates() -> None:
    op.create_table(
        "campaign_templates",
        sa.Column("id", RowId, nullable=False),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("anchor", sa.String(length=5), server_default="", nullable=False),
        sa.Column("stage_words", sa.JSON(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("workdays", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=40), server_default="", nullable=False),
        sa.Column("audience", sa.String(length=80), server_default="", nullable=False),
        sa.Column("per", sa.String(length=4), server_default="", nullable=False),
        sa.Column("deliverable", sa.String(length=40), server_default="", nullable=False),
        sa.Column("answer", sa.String(length=4), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("is_used", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_templates")),
        sa.UniqueConstraint("template", "stage", name=op.f("uq_campaign_templates_template_stage")),
    )


def _campaign_comments() -> None:
    op.create_table(
        "campaign_comments",
        sa.Column("id", RowId, nullable=False),
        sa.Column("leader_id", RowId, nullable=False),
        sa.Column("branch_id", RowId, nullable=False),
        sa.Column("good", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("noted_by", RowId, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_campaign_comments_branch_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["persons.id"], name=op.f("fk_campaign_comments_leader_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["persons.id"], name=op.f("fk_campaign_comments_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_comments")),
    )
    op.create_index("ix_campaign_comments_branch_id", "campaign_comments", ["branch_id"], unique=False)


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", RowId, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("template", sa.String(length=20), server_default="", nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organiser_id", RowId, nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("begun_at", UtcTime, nullable=False),
        sa.Column("ended_at", UtcTime, nullable=True),
        sa.ForeignKeyConstraint(["organiser_id"], ["persons.id"], name=op.f("fk_campaigns_organiser_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("serial", name=op.f("uq_campaigns_serial")),
    )
    op.create_index("ix_campaigns_organiser_id", "campaigns", ["organiser_id"], unique=False)
    op.create_index("ix_campaigns_standing", "campaigns", ["standing"], unique=False)


def _campaign_stages() -> None:
    op.create_table(
        "campaign_stages",
        sa.Column("id", RowId, nullable=False),
        sa.Column("campaign_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("owner", sa.String(length=40), server_default="", nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("per", sa.String(length=4), nullable=False),
        sa.Column("deliverable", sa.String(length=40), server_default="", nullable=False),
        sa.Column("answer", sa.String(length=4), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("paper", sa.String(length=120), server_default="", nullable=False),
        sa.Column("done_at", UtcTime, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_stages_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_stages")),
        sa.UniqueConstraint("campaign_id", "position", name=op.f("uq_campaign_stages_campaign_id_position")),
    )


def _campaign_submissions() -> None:
    op.create_table(
        "campaign_submissions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("stage_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("whose", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=80), server_default="", nullable=False),
        sa.Column("standing", sa.String(length=4), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_paper", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("awaited_until", UtcTime, nullable=True),
        sa.Column("handed_at", UtcTime, nullable=True),
        sa.Column("decided_at", UtcTime, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_campaign_submissions_person_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["campaign_stages.id"], name=op.f("fk_campaign_submissions_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_submissions")),
        sa.UniqueConstraint("stage_id", "number", name=op.f("uq_campaign_submissions_stage_id_number")),
        sa.UniqueConstraint("stage_id", "person_id", name=op.f("uq_campaign_submissions_stage_id_person_id")),
    )
    op.create_index("ix_campaign_submissions_person_id", "campaign_submissions", ["person_id"], unique=False)


def _campaign_pieces() -> None:
    op.create_table(
        "campaign_pieces",
        sa.Column("id", RowId, nullable=False),
        sa.Column("submission_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=80), server_default="", nullable=False),
        sa.Column("message_id", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", RowId, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_campaign_pieces_by_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["campaign_submissions.id"], name=op.f("fk_campaign_pieces_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_pieces")),
    )
    op.create_index("ix_campaign_pieces_submission_id", "campaign_pieces", ["submission_id"], unique=False)
