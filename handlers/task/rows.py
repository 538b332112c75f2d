"""The tasks' tables: the task, who else is in it, what was said and done of it, its milestones.

Rows outlive what they name. Days that stood before are kept with the task; nothing is deleted.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.database import RowId, UtcTime, metadata

tasks = Table(
    "tasks",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("serial", Integer, nullable=False, unique=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("title", String(120), nullable=False),
    Column("source", String(40), nullable=False, server_default=""),
    Column("parent_id", RowId, ForeignKey("tasks.id")),
    Column("owner", RowId, ForeignKey("persons.id"), nullable=False),
    Column("assigner", RowId, ForeignKey("persons.id"), nullable=False),
    Column("spoken_by", RowId, ForeignKey("persons.id")),
    Column("unit_id", RowId),
    Column("stage", String(10), nullable=False),
    Column("due_at", UtcTime),
    Column("asked_due", UtcTime),
    Column("asked_why", String(200), nullable=False, server_default=""),
    Column("past_dues", JSON, nullable=False),
    Column("refusals", Integer, nullable=False, server_default="0"),
    Column("nags", Integer, nullable=False, server_default="0"),
    Column("assigned_at", UtcTime, nullable=False),
    Column("accepted_at", UtcTime),
    Column("claimed_at", UtcTime),
    Column("closed_at", UtcTime),
    Index("ix_tasks_stage", "stage"),
    Index("ix_tasks_owner", "owner"),
    Index("ix_tasks_assigner", "assigner"),
    Index("ix_tasks_parent_id", "parent_id"),
)
parties = Table(
    "task_parties",
    metadata,
    Column("task_id", RowId, ForeignKey("tasks.id"), primary_key=True),
    Column("person_id", RowId, ForeignKey("persons.id"), primary_key=True),
    Column("part", String(10), nullable=False),
    Index("ix_task_parties_person_id", "person_id"),
)
steps = Table(
    "task_steps",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("task_id", RowId, ForeignKey("tasks.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("person_id", RowId, ForeignKey("persons.id")),
    Column("source", String(40), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("taken_back_at", UtcTime),
    Index("ix_task_steps_task_id", "task_id"),
)
milestones = Table(
    "task_milestones",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("task_id", RowId, ForeignKey("tasks.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String(80), nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Column("dropped_at", UtcTime),
    UniqueConstraint("task_id", "number"),
)
