"""Where meetings stand, and what was put to them: items, minutes, decisions. Rows are changed, never deleted."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text

from bot.store.database import RowId, UtcTime, metadata

meetings = Table(
    "meetings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(80), nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime),
    Column("place", String(60), nullable=False, server_default=""),
    Column("agenda", JSON, nullable=False),
    Column("note", String(300), nullable=False, server_default=""),
    Column("audience", JSON, nullable=False),
    Column("organiser_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("state", String(10), nullable=False),
    Column("number", Integer),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("series", String(120), nullable=False, server_default=""),
    Column("collects", String(20), nullable=False, server_default=""),
    Column("collect_by", UtcTime),
    Column("called_at", UtcTime, nullable=False),
    Index("ix_meetings_starts_at", "starts_at"),
    Index("ix_meetings_organiser_id", "organiser_id"),
    Index("ix_meetings_series", "series"),
)
papers = Table(
    "meeting_papers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("meeting_id", RowId, ForeignKey("meetings.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_meeting_papers_meeting_id", "meeting_id"),
)
