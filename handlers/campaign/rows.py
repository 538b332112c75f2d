"""The campaigns' tables: the cycle, its stages, what each owes in them, each version of what came, comments of leaders.

No result, grade or vote of anybody has a column here: that something was done, and where the paper lies, is all.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.store.database import RowId, UtcTime, metadata

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("serial", Integer, nullable=False, unique=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("template", String(20), nullable=False, server_default=""),
    Column("title", String(80), nullable=False),
    Column("year", Integer, nullable=False),
    Column("organiser_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("standing", String(10), nullable=False),
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index("ix_campaigns_standing", "standing"),
    Index("ix_campaigns_organiser_id", "organiser_id"),
)
stages = Table(
    "campaign_stages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("campaign_id", RowId, ForeignKey("campaigns.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", String(40), nullable=False),
    Column("words", JSON, nullable=False),
    Column("owner", String(40), nullable=False, server_default=""),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("per", String(4), nullable=False),
    Column("deliverable", String(40), nullable=False, server_default=""),
    Column("answer", String(4), nullable=False),
    Column("notice_days", Integer, nullable=False),
    Column("standing", String(10), nullable=False),
    Column("paper", String(120), nullable=False, server_default=""),
    Column("done_at", UtcTime),
    UniqueConstraint("campaign_id", "position"),
)
submissions = Table(
    "campaign_submissions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("stage_id", RowId, ForeignKey("campaign_stages.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("whose", String(80), nullable=False),
    Column("unit", String(80), nullable=False, server_default=""),
    Column("standing", String(4), nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("is_paper", Boolean, nullable=False, server_default=false()),
    Column("reason", Text, nullable=False, server_default=""),
    Column("awaited_until", UtcTime),
    Column("handed_at", UtcTime),
    Column("decided_at", UtcTime),
    UniqueConstraint("stage_id", "person_id"),
    UniqueConstraint("stage_id", "number"),
    Index("ix_campaign_submissions_person_id", "person_id"),
)
pieces = Table(
    "campaign_pieces",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("submission_id", RowId, ForeignKey("campaign_submissions.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("door", String(80), nullable=False, server_default=""),
    Column("message_id", String(200), nullable=False, server_default=""),
    Column("name", String(200), nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Column("by_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_campaign_pieces_submission_id", "submission_id"),
)
comments = Table(
    "campaign_comments",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("leader_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("branch_id", RowId, ForeignKey("branches.id"), nullable=False),
    Column("good", Text, nullable=False),
    Column("wrong", Text, nullable=False),
    Column("next", Text, nullable=False),
    Column("noted_by", RowId, ForeignKey("persons.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_campaign_comments_branch_id", "branch_id"),
)
