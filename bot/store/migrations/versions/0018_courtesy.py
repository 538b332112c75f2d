"""Who is not to be disturbed when, and what was put off for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the tables."""
    op.add_column("pushes", sa.Column("held", sa.String(length=10), server_default="", nullable=False))
    op.add_column("pushes", sa.Column("first_due", UtcTime(), nullable=True))
    unasked = sa.text("answers IS NULL")
    for column in ("person_id", "account"):
        op.create_index(
            f"ix_pushes_{column}",
            "pushes",
            [column, "settled_at"],
            unique=False,
            sqlite_where=unasked,
            postgresql_where=unasked,
        )
    op.create_table(
        "quiet_hours",
        sa.Column("id", RowId, nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("shift", sa.String(length=10), server_default="", nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_quiet_hours_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_hours")),
        sa.UniqueConstraint("unit_id", "shift", name=op.f("uq_quiet_hours_unit_id_shift")),
    )
    op.create_table(
        "mutes",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("subject", sa.String(length=120), server_default="", nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_mutes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutes")),
        sa.UniqueConstraint("person_id", "subject", name=op.f("uq_mutes_person_id_subject")),
    )
