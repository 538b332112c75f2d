"""Files on their way out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the file of a push, of a line of the try-out, and the uploads."""
    op.add_column("pushes", sa.Column("file_id", RowId, nullable=True))
    op.add_column("pushes", sa.Column("file_name", sa.String(length=100), server_default="", nullable=False))
    op.add_column("tryout_lines", sa.Column("file", sa.String(length=64), server_default="", nullable=False))
    op.add_column("tryout_lines", sa.Column("file_name", sa.String(length=100), server_default="", nullable=False))
    op.create_table(
        "uploads",
        sa.Column("call_id", RowId, autoincrement=False, nullable=False),
        sa.Column("file_id", RowId, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("media", sa.Text(), nullable=True),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_uploads_call_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_uploads_file_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_uploads")),
    )
