"""Chats: every group the bot was heard in is a row, and nothing is assumed of it until the office says what it is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, String, Table, UniqueConstraint, select, update

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
    Column("unit_id", RowId, ForeignKey("units.id")),
    Column("branch_id", RowId, ForeignKey("branches.id")),
    Column("bound_by", RowId, ForeignKey("persons.id")),
    Column("bound_at", UtcTime),
    Column("push_route", String(80), nullable=False, server_default=""),
    Column("left_at", UtcTime),
    UniqueConstraint("platform", "chat"),
)


@dataclass(frozen=True, slots=True)
class Chat:
    """One group.

    door: by which it was heard last; empty: never, its row was written by the office.
    unit_id, branch_id: whose group it is, where that is known. bound_by: the person who said so.
    push_route: the group webhook that speaks there. left_at: since when the bot is no longer in it.
    """

    id: int
    platform: str
    chat: str
    door: str
    title: str
    standing: str
    unit_id: int | None = None
    branch_id: int | None = None
    push_route: str = ""
    left_at: datetime | None = None
    last_at: datetime | None = None
    bound_by: int | None = None
    bound_at: datetime | None = None

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"chat:{self.id}"

    @property
    def is_registered(self) -> bool:
        """Whether somebody has said what it is."""
        return self.standing != UNREGISTERED

    @property
    def is_internal(self) -> bool:
        """Whether only the department's own people are in it, so that its own documents may be quoted."""
        return self.standing in (INTERNAL, BRANCH)


_COLUMNS = tuple(chats.c[one.name] for one in fields(Chat))


def note(connection: Connection, platform: str, chat: str, door: str, now: datetime) -> Chat:
    """Return the group's row, made when it was never heard before, with its last moment moved on."""
    row = {"platform": platform, "chat": chat, "door": door, "first_at": now, "last_at": now}
    insert_new(connection, chats, [row], unique=("platform", "chat"))
    here = (chats.c.platform == platform) & (chats.c.chat == chat)
    connection.execute(update(chats).where(here).values(last_at=now, door=door, left_at=None))
    found = find(connection, platform, chat)
    assert found is not None  # noqa: S101 — inserted above
    return found


def unheard(platform: str, chat: str) -> Chat:
    """Return what is assumed of a group that has no row yet: nothing."""
    return Chat(0, platform, chat, "", "", UNREGISTERED)


def find(connection: Connection, platform: str, chat: str) -> Chat | None:
    """Return a group's row."""
    row = connection.execute(select(*_COLUMNS).where(chats.c.platform == platform, chats.c.chat == chat)).first()
    return Chat(*row) if row else None


def by_id(connection: Connection, chat_id: int) -> Chat | None:
    """Return a group by row id."""
    row = connection.execute(select(*_COLUMNS).where(chats.c.id == chat_id)).first()
    return Chat(*row) if row else None


def every(connection: Connection) -> list[Chat]:
    """Return all groups, the one heard last first."""
    return [Chat(*row) for row in connection.execute(select(*_COLUMNS).order_by(chats.c.last_at.desc(), chats.c.id))]


def set_standing(connection: Connection, chat_id: int, standing: str, title: str | None = None) -> None:
    """Say what a group is."""
    values = {"standing": standing} | ({"title": title} if title else {})
    connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))


def bind(  # noqa: PLR0913 — what is said of a group
    connection: Connection,
    chat_id: int,
    standing: str,
    *,
    unit_id: int | None,
    branch_id: int | None,
    by: int | None,
    now: datetime,
) -> None:
    """Say what a group is, whose it is, and who said so; None: the office, in its table."""
    values = {"standing": standing, "unit_id": unit_id, "branch_id": branch_id, "bound_by": by, "bound_at": now}
    connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))


def rename(connection: Connection, chat_id: int, title: str) -> None:
    """Note what the platform calls a group."""
    connection.execute(update(chats).where(chats.c.id == chat_id).values(title=title[:120]))


def speak_by(connection: Connection, chat_id: int, push_route: str) -> None:
    """Say which group webhook speaks in a group."""
    connection.execute(update(chats).where(chats.c.id == chat_id).values(push_route=push_route))


def leave(connection: Connection, chat_id: int, now: datetime) -> None:
    """Note that the bot is no longer in a group."""
    connection.execute(update(chats).where(chats.c.id == chat_id).values(left_at=now))
