"""Chats: every group the bot was heard in is a row, and nothing is assumed of it until the office says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, UniqueConstraint, select, update

from bot.store.database import RowId, UtcTime, insert_new, metadata

UNREGISTERED, INTERNAL, BRANCH, OUTSIDERS = "未登记", "内部", "支部", "含外单位"
STANDINGS = (UNREGISTERED, INTERNAL, BRANCH, OUTSIDERS)

chats = Table(
    "chats",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("chat", String(128), nullable=False),
    Column("door", String(80), nullable=False),
    Column("title", String(120), nullable=False, server_default=""),
    Column("standing", String(10), nullable=False, server_default=UNREGISTERED),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    UniqueConstraint("platform", "chat"),
)


@dataclass(frozen=True, slots=True)
class Chat:
    """One group."""

    id: int
    platform: str
    chat: str
    title: str
    standing: str

    @property
    def is_internal(self) -> bool:
        """Whether only the department's own people are in it, so that its own documents may be quoted."""
        return self.standing in (INTERNAL, BRANCH)


def note(connection: Connection, platform: str, chat: str, door: str, now: datetime) -> Chat:
    """Return the group's row, made when it was never heard before, with its last moment moved on."""
    row = {"platform": platform, "chat": chat, "door": door, "first_at": now, "last_at": now}
    insert_new(connection, chats, [row], unique=("platform", "chat"))
    here = (chats.c.platform == platform) & (chats.c.chat == chat)
    connection.execute(update(chats).where(here).values(last_at=now, door=door))
    found = find(connection, platform, chat)
    assert found is not None  # noqa: S101 — inserted above
    return found


def find(connection: Connection, platform: str, chat: str) -> Chat | None:
    """Return a group's row."""
    row = connection.execute(
        select(chats.c.id, chats.c.platform, chats.c.chat, chats.c.title, chats.c.standing).where(
            chats.c.platform == platform, chats.c.chat == chat
        )
    ).first()
    return Chat(*row) if row else None


def set_standing(connection: Connection, chat_id: int, standing: str, title: str | None = None) -> None:
    """Say what a group is."""
    values = {"standing": standing} | ({"title": title} if title else {})
    connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))
