"""Incidents: the incident itself, its reports, to whom it is to be reported, who was told; serial numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "serials",
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_serials")),
    )
    _incidents()
    _reports()
    _ticks()


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", RowId, nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("is_drill", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=80), server_default="", nullable=False),
        sa.Column("campus", sa.String(length=40), server_default="", nullable=False),
        sa.Column("building", sa.String(length=60), server_default="", nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("people_kind", sa.String(length=10), server_default="", nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("is_doubted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("summary", sa.String(length=10), nullable=False),
        sa.Column("platform", sa.String(length=20), server_default="", nullable=False),
        sa.Column("chat", sa.String(length=128), nullable=True),
        sa.Column("leader_id", RowId, nullable=True),
        sa.Column("asked", sa.String(length=20), server_default="", nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("reached_at", UtcTime(), nullable=True),
        sa.Column("acknowledged_at", UtcTime(), nullable=True),
        sa.Column("en_route_until", UtcTime(), nullable=True),
        sa.Column("scene_head_at", UtcTime(), nullable=True),
        sa.Column("arrived_at", UtcTime(), nullable=True),
        sa.Column("controlled_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("merged_into", RowId, nullable=True),
        sa.ForeignKeyConstraint(["leader_id"], ["persons.id"], name=op.f("fk_incidents_leader_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["incidents.id"], name=op.f("fk_incidents_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("is_drill", "serial", name=op.f("uq_incidents_is_drill_serial")),
    )
    op.create_index("ix_incidents_stage", "incidents", ["stage"], unique=False)
    op.create_index("ix_incidents_opened_at", "incidents", ["opened_at"], unique=False)


def _reports() -> None:
    op.create_table(
        "incident_reports",
        sa.Column("id", RowId, nullable=False),
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("inbox_id", RowId, nullable=True),
        sa.Column("account", sa.String(length=150), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("name", sa.String(length=40), server_default="", nullable=False),
        sa.Column("phone", sa.String(length=30), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_reports_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_incident_reports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_reports")),
    )
    op.create_index("ix_incident_reports_incident_id", "incident_reports", ["incident_id"], unique=False)
    op.create_index("ix_incident_reports_account_at", "incident_reports", ["account", "at"], unique=False)


def _ticks() -> None:
    op.create_table(
        "incident_chiefs",
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("reported_at", UtcTime(), nullable=True),
        sa.Column("reported_by", RowId, nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_chiefs_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_incident_chiefs")),
    )
    op.create_table(
        "incident_departments",
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("informed_at", UtcTime(), nullable=True),
        sa.Column("informed_by", RowId, nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_departments_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "name", name=op.f("pk_incident_departments")),
    )
    op.create_table(
        "incident_told",
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("first_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_told_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_incident_told_person_id")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_incident_told")),
    )
