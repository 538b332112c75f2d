"""What the try-out's screen shows: the stand-in for a vendor's message store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Column, Connection, String, Table, Text, and_, insert, or_, select

from bot.store.database import RowId, UtcTime, metadata

tryout_lines = Table(
    "tryout_lines",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("chat", String(128), nullable=False, server_default="", index=True),
    Column("account", String(128), nullable=False, server_default=""),
    Column("from_bot", Boolean, nullable=False),
    Column("heard", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("file", String(64), nullable=False, server_default=""),
    Column("file_name", String(100), nullable=False, server_default=""),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen.

    chat: the group, empty for the private conversation with `account`. heard: False for what was said in a group
    without mentioning the bot. file: the SHA-256 of a document that was handed over, and its name.
    """

    id: int
    at: datetime
    chat: str
    account: str
    from_bot: bool
    heard: bool
    text: str
    file: str = ""
    file_name: str = ""


def write(connection: Connection, line: Line) -> int:
    """Show a line (its `id` is ignored) and return its number."""
    values = {
        "at": line.at,
        "chat": line.chat,
        "account": line.account,
        "from_bot": line.from_bot,
        "heard": line.heard,
        "text": line.text,
        "file": line.file,
        "file_name": line.file_name,
    }
    written = insert(tryout_lines).values(**values).returning(tryout_lines.c.id)
    number: int = connection.execute(written).scalar_one()
    return number


def find(connection: Connection, number: int) -> Line | None:
    """Return one line."""
    row = connection.execute(select(tryout_lines).where(tryout_lines.c.id == number)).first()
    return Line(*row) if row else None


def seen_by(connection: Connection, account: str, after: int = 0, newest: int = 500) -> list[Line]:
    """Return what one person sees, of every group and of the own private conversation, oldest first."""
    statement = (
        select(tryout_lines)
        .where(
            tryout_lines.c.id > after,
            or_(tryout_lines.c.chat != "", and_(tryout_lines.c.chat == "", tryout_lines.c.account == account)),
        )
        .order_by(tryout_lines.c.id.desc())
        .limit(newest)
    )
    return [Line(*row) for row in reversed(connection.execute(statement).all())]


def newest_private(connection: Connection) -> dict[str, int]:
    """Return, by account, the number of the newest line the bot wrote privately."""
    statement = (
        select(tryout_lines.c.account, tryout_lines.c.id)
        .where(tryout_lines.c.chat == "", tryout_lines.c.from_bot)
        .order_by(tryout_lines.c.id)
    )
    return {row.account: row.id for row in connection.execute(statement)}
