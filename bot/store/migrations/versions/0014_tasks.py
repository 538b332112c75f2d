"""Supervised tasks, and leaders' 联系点."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the tables."""
    _add_tasks()
    _add_parts()
    op.create_table(
        "contact_points",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("unit_id", RowId, nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_contact_points_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_contact_points_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_points")),
    )
    op.create_index("ix_contact_points_unit_id", "contact_points", ["unit_id"])


def _add_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", RowId, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=40), server_default="", nullable=False),
        sa.Column("parent_id", RowId, nullable=True),
        sa.Column("owner", RowId, nullable=False),
        sa.Column("assigner", RowId, nullable=False),
        sa.Column("spoken_by", RowId, nullable=True),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("asked_due", UtcTime(), nullable=True),
        sa.Column("asked_why", sa.String(length=200), server_default="", nullable=False),
        sa.Column("past_dues", sa.JSON(), nullable=False),
        sa.Column("refusals", sa.Integer(), server_default="0", nullable=False),
        sa.Column("nags", sa.Integer(), server_default="0", nullable=False),
        sa.Column("assigned_at", UtcTime(), nullable=False),
        sa.Column("accepted_at", UtcTime(), nullable=True),
        sa.Column("claimed_at", UtcTime(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], ["persons.id"], name=op.f(f"fk_tasks_{name}"))
            for name in ("owner", "assigner", "spoken_by")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["tasks.id"], name=op.f("fk_tasks_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("serial", name=op.f("uq_tasks_serial")),
    )
    for name in ("stage", "owner", "assigner", "parent_id"):
        op.create_index(f"ix_tasks_{name}", "tasks", [name])


def _add_parts() -> None:
    op.create_table(
        "task_parties",
        sa.Column("task_id", RowId, nullable=False, autoincrement=False),
        sa.Column("person_id", RowId, nullable=False, autoincrement=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_parties_task_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_task_parties_person_id")),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_task_parties")),
    )
    op.create_index("ix_task_parties_person_id", "task_parties", ["person_id"])
    op.create_table(
        "task_steps",
        sa.Column("id", RowId, nullable=False),
        sa.Column("task_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_steps_task_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_task_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_steps")),
    )
    op.create_index("ix_task_steps_task_id", "task_steps", ["task_id"])
    op.create_table(
        "task_milestones",
        sa.Column("id", RowId, nullable=False),
        sa.Column("task_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("dropped_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_milestones_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_milestones")),
        sa.UniqueConstraint("task_id", "number", name=op.f("uq_task_milestones_task_id_number")),
    )
