"""Who wants no morning digest; requests and reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "digest_off",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_digest_off_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_off")),
        sa.UniqueConstraint("person_id", name=op.f("uq_digest_off_person_id")),
    )
