"""Accounts: which platform account is whose, from when to when, and who wrote without being enrolled.

An account belongs to one person or one shared place at a time. A platform may give the id of somebody who left to
somebody else: the row of the old person is closed and stays his, the new one begins, nothing is inherited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    update,
)

from bot.store import aliases
from bot.store.database import RowId, UtcTime, insert_new, metadata
from bot.store.dated import change_to, holds, period

accounts = Table(
    "accounts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("account", String(128), nullable=False),
    Column("person_id", RowId, ForeignKey("persons.id")),
    Column("place_id", RowId, ForeignKey("shared_places.id")),
    *period(),
    CheckConstraint("(person_id IS NULL) <> (place_id IS NULL)", name="one_owner"),
    Index("ix_accounts_person_id", "person_id"),
)
Index(
    "uq_accounts_active",
    accounts.c.platform,
    accounts.c.account,
    unique=True,
    sqlite_where=accounts.c.until.is_(None),
    postgresql_where=accounts.c.until.is_(None),
)
_held_now = (
    select(accounts.c.platform, accounts.c.account).where(holds(accounts, bindparam("now"))).order_by(accounts.c.id)
)
_of_a_person = _held_now.where(accounts.c.person_id == bindparam("owner"))
_of_a_place = _held_now.where(accounts.c.place_id == bindparam("owner"))
strangers = Table(
    "strangers",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("platform", String(20), nullable=False),
    Column("account", String(128), nullable=False),
    Column("door", String(80), nullable=False),
    Column("first_at", UtcTime, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Column("count", Integer, nullable=False),
    UniqueConstraint("platform", "account"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """Where somebody can be reached: an account id of a platform."""

    platform: str
    account: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an account is: one of the two row ids is given."""

    person_id: int | None = None
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who wrote and is not enrolled. `count`: messages so far; `door`: by which he wrote last."""

    platform: str
    account: str
    door: str
    first_at: datetime
    last_at: datetime
    count: int


_whose = (
    select(accounts.c.person_id, accounts.c.place_id)
    .where(
        accounts.c.platform == bindparam("platform"),
        accounts.c.account == bindparam("account"),
        holds(accounts, bindparam("now")),
    )
    .order_by(accounts.c.since.desc())
    .limit(1)
)


def owner_of(connection: Connection, platform: str, account: str, now: datetime) -> Owner | None:
    """Return whose `account` is at `now`; of an encrypted id, whose the account behind it is."""
    found = _owner(connection, platform, account, now)
    if found is None and (plain := aliases.plain(connection, platform, account)) != account:
        return _owner(connection, platform, plain, now)
    return found


def _owner(connection: Connection, platform: str, account: str, now: datetime) -> Owner | None:
    row = connection.execute(_whose, {"platform": platform, "account": account, "now": now}).first()
    return Owner(row.person_id, row.place_id) if row else None


def accounts_of(connection: Connection, person_id: int, now: datetime) -> list[Account]:
    """Return a person's accounts at `now`, the oldest first; none where he has no account."""
    return _accounts(connection, Owner(person_id=person_id), now)


def reachable(connection: Connection, person_ids: Sequence[int], now: datetime) -> set[int]:
    """Return those of `person_ids` who have an account."""
    theirs = accounts.c.person_id.in_(person_ids) & holds(accounts, now)
    return set(connection.execute(select(accounts.c.person_id).where(theirs).distinct()).scalars())


def accounts_at(connection: Connection, place_id: int, now: datetime) -> list[Account]:
    """Return the accounts of a shared place at `now`."""
    return _accounts(connection, Owner(place_id=place_id), now)


def enrol(connection: Connection, account: Account, owner: Owner, now: datetime) -> None:
    """Say whose an account is from `now` on; whoever had it keeps only the past, the owner's former one ends."""
    same = (accounts.c.platform == account.platform) & (accounts.c.account == account.account)
    others = accounts.c.person_id.is_distinct_from(owner.person_id) | accounts.c.place_id.is_distinct_from(
        owner.place_id
    )
    connection.execute(update(accounts).where(same, others, accounts.c.until.is_(None)).values(until=now))
    wanted = {
        "platform": account.platform,
        "account": account.account,
        "person_id": owner.person_id,
        "place_id": owner.place_id,
    }
    change_to(connection, accounts, _owned(owner) & (accounts.c.platform == account.platform), [wanted], now)
    no_stranger(connection, account)


def release(connection: Connection, platform: str, owner: Owner, now: datetime) -> None:
    """End the owner's account on `platform`."""
    change_to(connection, accounts, _owned(owner) & (accounts.c.platform == platform), [], now)


def no_stranger(connection: Connection, account: Account) -> None:
    """Forget that somebody who is known by now was not enrolled."""
    here = (strangers.c.platform == account.platform) & (strangers.c.account == account.account)
    connection.execute(delete(strangers).where(here))


def note_stranger(connection: Connection, account: Account, door: str, now: datetime) -> int:
    """Count a message of somebody who is not enrolled. Returns how many there were."""
    row = {
        "platform": account.platform,
        "account": account.account,
        "door": door,
        "first_at": now,
        "last_at": now,
        "count": 0,
    }
    insert_new(connection, strangers, [row], unique=("platform", "account"))
    counted = (
        update(strangers)
        .where(strangers.c.platform == account.platform, strangers.c.account == account.account)
        .values(last_at=now, door=door, count=strangers.c.count + 1)
        .returning(strangers.c.count)
    )
    return int(connection.execute(counted).scalar_one())


def all_strangers(connection: Connection) -> list[Stranger]:
    """Return who wrote and is not enrolled, the latest first."""
    rows = connection.execute(
        select(
            strangers.c.platform,
            strangers.c.account,
            strangers.c.door,
            strangers.c.first_at,
            strangers.c.last_at,
            strangers.c.count,
        ).order_by(strangers.c.last_at.desc(), strangers.c.id.desc())
    ).all()
    return [Stranger(*row) for row in rows]


def _accounts(connection: Connection, owner: Owner, now: datetime) -> list[Account]:
    values = {"owner": owner.person_id if owner.person_id is not None else owner.place_id, "now": now}
    rows = connection.execute(_of_a_person if owner.person_id is not None else _of_a_place, values).all()
    return [Account(*row) for row in rows]


def _owned(owner: Owner) -> ColumnElement[bool]:
    return (
        accounts.c.person_id == owner.person_id
        if owner.person_id is not None
        else accounts.c.place_id == owner.place_id
    )
