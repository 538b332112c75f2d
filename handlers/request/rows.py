"""Where requests stand, the words said to them, and the office's own list of weighty matters 重大事项清单."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false

from bot.store.database import RowId, UtcTime, metadata

LONGEST_TITLE, LONGEST_MATTER = 60, 40

requests = Table(
    "requests",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("form", String(2), nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("text", Text, nullable=False),
    Column("asker_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("unit_id", RowId),
    Column("addressee_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("matter", String(LONGEST_MATTER), nullable=False, server_default=""),
    Column("is_major", Boolean, nullable=False, server_default=false()),
    Column("stage", String(10), nullable=False),
    Column("door", String(80), nullable=False, server_default=""),
    Column("message_id", String(200), nullable=False, server_default=""),
    Column("filed_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("urged_at", UtcTime),
    UniqueConstraint("form", "year", "serial"),
    Index("ix_requests_addressee_id", "addressee_id"),
    Index("ix_requests_asker_id", "asker_id"),
)
request_words = Table(
    "request_words",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("request_id", RowId, ForeignKey("requests.id"), nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("by_id", RowId, ForeignKey("persons.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("to_id", RowId, ForeignKey("persons.id")),
    Column("at", UtcTime, nullable=False),
    Column("taken_back_at", UtcTime),
    Index("ix_request_words_request_id", "request_id"),
)
request_matters = Table(
    "request_matters",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(LONGEST_MATTER), nullable=False, unique=True),
    Column("words", JSON, nullable=False),
    Column("is_major", Boolean, nullable=False),
    Column("checklist", JSON, nullable=False),
)
