"""Incident papers: summaries and their review, their 要素 and measures, the reports that were given out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables."""
    _papers()
    _elements()
    _measures()
    _given()


def _papers() -> None:
    op.create_table(
        "incident_papers",
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("drafter_id", RowId, nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("door", sa.String(length=80), server_default="", nullable=False),
        sa.Column("message_id", sa.String(length=200), server_default="", nullable=False),
        sa.Column("handed_in_at", UtcTime(), nullable=True),
        sa.Column("handed_in_by", RowId, nullable=True),
        sa.Column("reviewed_at", UtcTime(), nullable=True),
        sa.Column("reviewed_by", RowId, nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("passed_up_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_papers_incident_id")),
        sa.ForeignKeyConstraint(["drafter_id"], ["persons.id"], name=op.f("fk_incident_papers_drafter_id")),
        sa.ForeignKeyConstraint(["handed_in_by"], ["persons.id"], name=op.f("fk_incident_papers_handed_in_by")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["persons.id"], name=op.f("fk_incident_papers_reviewed_by")),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_incident_papers")),
    )


def _elements() -> None:
    op.create_table(
        "incident_elements",
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("name", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_by", RowId, nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_elements_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "name", name=op.f("pk_incident_elements")),
    )


def _measures() -> None:
    op.create_table(
        "incident_measures",
        sa.Column("id", RowId, nullable=False),
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("person", sa.String(length=40), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due", sa.String(length=40), server_default="", nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_measures_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_incident_measures_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_measures")),
        sa.UniqueConstraint("incident_id", "number", name=op.f("uq_incident_measures_incident_id_number")),
    )


def _given() -> None:
    op.create_table(
        "incident_given",
        sa.Column("id", RowId, nullable=False),
        sa.Column("incident_id", RowId, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("position", RowId, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_given_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_given")),
        sa.UniqueConstraint("incident_id", "number", name=op.f("uq_incident_given_incident_id_number")),
    )
