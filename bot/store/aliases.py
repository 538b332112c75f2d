"""Aliases: the account behind an encrypted user id, once the directory or an admin has said which it is.

A WeCom AI bot may name a member by an id of its own (open_userid, official page 101521); everything else knows him by
his plain one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, UniqueConstraint, bindparam, delete, select, update

from bot.store.database import RowId, UtcTime, insert_or_update, metadata

ENCRYPTED = re.compile(r"w[om][0-9A-Za-z_-]{30}")

aliases = Table(
    "aliases",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("alias", String(128), nullable=False),
    Column("account", String(128), nullable=False),
    Column("known_at", UtcTime, nullable=False),
    UniqueConstraint("platform", "alias"),
)


_plain = select(aliases.c.account).where(aliases.c.platform == bindparam("on"), aliases.c.alias == bindparam("named"))


def is_encrypted(account: str) -> bool:
    """Say whether an account is an encrypted id: wo or wm and 30 characters."""
    return ENCRYPTED.fullmatch(account) is not None


def plain(connection: Connection, platform: str, account: str) -> str:
    """Return the account behind an id; the id itself where none is known."""
    return connection.scalar(_plain, {"on": platform, "named": account}) or account


def know(connection: Connection, platform: str, alias: str, account: str, now: datetime) -> None:
    """Remember which account an id stands for."""
    row = {"platform": platform, "alias": alias, "account": account, "known_at": now}
    connection.execute(insert_or_update(connection, aliases, row, unique=("platform", "alias")))


def forget(connection: Connection, platform: str, alias: str, account: str) -> bool:
    """Forget that an id stands for an account. Returns whether it did."""
    here = (aliases.c.platform == platform) & (aliases.c.alias == alias) & (aliases.c.account == account)
    return connection.execute(delete(aliases).where(here)).rowcount == 1


def of(connection: Connection, platform: str, account: str) -> list[str]:
    """Return the ids that stand for an account."""
    here = (aliases.c.platform == platform) & (aliases.c.account == account)
    return list(connection.scalars(select(aliases.c.alias).where(here).order_by(aliases.c.id)))


def move(connection: Connection, platform: str, names: Collection[str], before: str, account: str) -> None:
    """Let ids stand for another account, as far as they still stand for the one before."""
    here = (aliases.c.platform == platform) & (aliases.c.account == before) & aliases.c.alias.in_(names)
    connection.execute(update(aliases).where(here).values(account=account))
