"""Tickets: repairs and hazards, what was said of them by whom, who was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    _tickets()
    _reports()
    _told()


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("item", sa.String(length=40), server_default="", nullable=False),
        sa.Column("system", sa.String(length=10), server_default="", nullable=False),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("place", sa.String(length=80), server_default="", nullable=False),
        sa.Column("campus", sa.String(length=40), server_default="", nullable=False),
        sa.Column("building", sa.String(length=60), server_default="", nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("platform", sa.String(length=20), server_default="", nullable=False),
        sa.Column("chat", sa.String(length=128), nullable=True),
        sa.Column("asked", sa.String(length=20), server_default="", nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("respond_by", UtcTime(), nullable=False),
        sa.Column("responded_at", UtcTime(), nullable=True),
        sa.Column("arrived_at", UtcTime(), nullable=True),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("taken_by", RowId, nullable=True),
        sa.Column("done_by", RowId, nullable=True),
        sa.Column("reworks", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("origin", sa.String(length=20), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["taken_by"], ["persons.id"], name=op.f("fk_tickets_taken_by")),
        sa.ForeignKeyConstraint(["done_by"], ["persons.id"], name=op.f("fk_tickets_done_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("kind", "serial", name=op.f("uq_tickets_kind_serial")),
    )
    op.create_index("ix_tickets_stage", "tickets", ["stage"], unique=False)
    op.create_index("ix_tickets_opened_at", "tickets", ["opened_at"], unique=False)


def _reports() -> None:
    op.create_table(
        "ticket_reports",
        sa.Column("id", RowId, nullable=False),
        sa.Column("ticket_id", RowId, nullable=False),
        sa.Column("is_report", sa.Boolean(), nullable=False),
        sa.Column("inbox_id", RowId, nullable=True),
        sa.Column("account", sa.String(length=150), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("name", sa.String(length=40), server_default="", nullable=False),
        sa.Column("phone", sa.String(length=30), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_reports_ticket_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ticket_reports_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_reports")),
    )
    op.create_index("ix_ticket_reports_ticket_id", "ticket_reports", ["ticket_id"], unique=False)
    op.create_index("ix_ticket_reports_account_at", "ticket_reports", ["account", "at"], unique=False)


def _told() -> None:
    op.create_table(
        "ticket_told",
        sa.Column("ticket_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_told_ticket_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ticket_told_person_id")),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name=op.f("pk_ticket_told")),
    )
    op.create_index("ix_ticket_told_person_id", "ticket_told", ["person_id"], unique=False)
