"""The tickets' tables: the ticket, what was said of it by whom, who was told.

The ledger outlives what it names: a unit that is gone later is still the unit of that day.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false

from bot.store.database import RowId, UtcTime, metadata

tickets = Table(
    "tickets",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("item", String(40), nullable=False, server_default=""),
    Column("system", String(10), nullable=False, server_default=""),
    Column("is_urgent", Boolean, nullable=False, server_default=false()),
    Column("place", String(80), nullable=False, server_default=""),
    Column("campus", String(40), nullable=False, server_default=""),
    Column("building", String(60), nullable=False, server_default=""),
    Column("unit_id", RowId),
    Column("stage", String(10), nullable=False),
    Column("platform", String(20), nullable=False, server_default=""),
    Column("chat", String(128)),
    Column("asked", String(20), nullable=False, server_default=""),
    Column("opened_at", UtcTime, nullable=False),
    Column("respond_by", UtcTime, nullable=False),
    Column("responded_at", UtcTime),
    Column("arrived_at", UtcTime),
    Column("done_at", UtcTime),
    Column("due_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("taken_by", RowId, ForeignKey("persons.id")),
    Column("done_by", RowId, ForeignKey("persons.id")),
    Column("reworks", Integer, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("origin", String(20), nullable=False, server_default=""),
    UniqueConstraint("kind", "serial"),
    Index("ix_tickets_stage", "stage"),
    Index("ix_tickets_opened_at", "opened_at"),
)
reports = Table(
    "ticket_reports",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ticket_id", RowId, ForeignKey("tickets.id"), nullable=False),
    Column("is_report", Boolean, nullable=False),
    Column("inbox_id", RowId),
    Column("account", String(150), nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id")),
    Column("name", String(40), nullable=False, server_default=""),
    Column("phone", String(30), nullable=False, server_default=""),
    Column("text", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_ticket_reports_ticket_id", "ticket_id"),
    Index("ix_ticket_reports_account_at", "account", "at"),
)
told = Table(
    "ticket_told",
    metadata,
    Column("ticket_id", RowId, ForeignKey("tickets.id"), primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), primary_key=True),
    Column("audience", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_ticket_told_person_id", "person_id"),
)
