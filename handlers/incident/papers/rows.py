"""The papers' tables: who drafts the summary, how it was handed in, its 要素 and measures, the reports given out."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from bot.store.database import RowId, UtcTime, metadata

papers = Table(
    "incident_papers",
    metadata,
    Column("incident_id", RowId, ForeignKey("incidents.id"), primary_key=True),
    Column("drafter_id", RowId, ForeignKey("persons.id")),
    Column("text", Text, nullable=False, server_default=""),
    Column("file_name", String(200), nullable=False, server_default=""),
    Column("door", String(80), nullable=False, server_default=""),
    Column("message_id", String(200), nullable=False, server_default=""),
    Column("handed_in_at", UtcTime),
    Column("handed_in_by", RowId, ForeignKey("persons.id")),
    Column("reviewed_at", UtcTime),
    Column("reviewed_by", RowId, ForeignKey("persons.id")),
    Column("reason", Text, nullable=False, server_default=""),
    Column("passed_up_at", UtcTime),
)
elements = Table(
    "incident_elements",
    metadata,
    Column("incident_id", RowId, ForeignKey("incidents.id"), primary_key=True),
    Column("name", String(10), primary_key=True),
    Column("text", Text, nullable=False),
    Column("said_by", RowId),
    Column("at", UtcTime, nullable=False),
)
measures = Table(
    "incident_measures",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id")),
    Column("person", String(40), nullable=False, server_default=""),
    Column("due_on", Date),
    Column("due", String(40), nullable=False, server_default=""),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("incident_id", "number"),
)
given = Table(
    "incident_given",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("person_id", RowId),
    Column("at", UtcTime, nullable=False),
    Column("position", RowId, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("incident_id", "number"),
)
