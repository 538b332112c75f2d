"""The incidents' tables: the incident, its reports, whom it is to be reported to, which departments, who was told.

The ledger outlives what it names: a unit that is gone later is still the unit of that day.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false

from bot.store.database import RowId, UtcTime, metadata

incidents = Table(
    "incidents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("serial", Integer, nullable=False),
    Column("is_drill", Boolean, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("kind", String(20), nullable=False),
    Column("place", String(80), nullable=False, server_default=""),
    Column("campus", String(40), nullable=False, server_default=""),
    Column("building", String(60), nullable=False, server_default=""),
    Column("unit_id", RowId),
    Column("people", Integer),
    Column("people_kind", String(10), nullable=False, server_default=""),
    Column("grade", Integer, nullable=False),
    Column("stage", String(10), nullable=False),
    Column("is_doubted", Boolean, nullable=False, server_default=false()),
    Column("summary", String(10), nullable=False),
    Column("platform", String(20), nullable=False, server_default=""),
    Column("chat", String(128)),
    Column("leader_id", RowId, ForeignKey("persons.id")),
    Column("asked", String(20), nullable=False, server_default=""),
    Column("opened_at", UtcTime, nullable=False),
    Column("reached_at", UtcTime),
    Column("acknowledged_at", UtcTime),
    Column("en_route_until", UtcTime),
    Column("scene_head_at", UtcTime),
    Column("arrived_at", UtcTime),
    Column("controlled_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("reason", Text, nullable=False, server_default=""),
    Column("merged_into", RowId, ForeignKey("incidents.id")),
    UniqueConstraint("is_drill", "serial"),
    Index("ix_incidents_stage", "stage"),
    Index("ix_incidents_opened_at", "opened_at"),
)
reports = Table(
    "incident_reports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("incident_id", RowId, ForeignKey("incidents.id"), nullable=False),
    Column("inbox_id", RowId),
    Column("account", String(150), nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id")),
    Column("name", String(40), nullable=False, server_default=""),
    Column("phone", String(30), nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_incident_reports_incident_id", "incident_id"),
    Index("ix_incident_reports_account_at", "account", "at"),
)
chiefs = Table(
    "incident_chiefs",
    metadata,
    Column("incident_id", RowId, ForeignKey("incidents.id"), primary_key=True),
    Column("person_id", RowId, primary_key=True),
    Column("reported_at", UtcTime),
    Column("reported_by", RowId),
)
departments = Table(
    "incident_departments",
    metadata,
    Column("incident_id", RowId, ForeignKey("incidents.id"), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("informed_at", UtcTime),
    Column("informed_by", RowId),
)
told = Table(
    "incident_told",
    metadata,
    Column("incident_id", RowId, ForeignKey("incidents.id"), primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), primary_key=True),
    Column("audience", String(20), nullable=False),
    Column("first_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime),
)
