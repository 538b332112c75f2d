"""How an account becomes somebody's, and how that is taken back.

An encrypted id stands beside the plain account of the same person; two plain accounts of one platform replace each
other, which an admin has to say in so many words, and the encrypted ids of the former one go over to the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from bot.store import accounts, aliases
from bot.store.accounts import Account, Owner
from bot.store.aliases import is_encrypted


class How(StrEnum):
    """What stands between an account and a person."""

    FIRST = "first"  # he has none on this platform
    HIDDEN = "hidden"  # the account is an encrypted id, his own is plain
    PLAIN = "plain"  # his own is an encrypted id, the account is plain
    OTHER = "other"  # he has another


@dataclass(frozen=True, slots=True)
class Attachment:
    """An account and the person it is to belong to. before: his account on that platform so far, empty for none."""

    person_id: int
    account: Account
    before: str = ""

    @property
    def how(self) -> How:
        """What has to be done."""
        if not self.before:
            return How.FIRST
        if is_encrypted(self.account.account) and not is_encrypted(self.before):
            return How.HIDDEN
        if is_encrypted(self.before) and not is_encrypted(self.account.account):
            return How.PLAIN
        return How.OTHER

    @property
    def data(self) -> dict[str, Any]:
        """What the journal keeps of it, so that it can be taken back."""
        return {"person": self.person_id, "how": str(self.how), "before": self.before}


def attachment(connection: Connection, person_id: int, account: Account, now: datetime) -> Attachment:
    """Look up what stands between an account and a person."""
    theirs = (
        one.account for one in accounts.accounts_of(connection, person_id, now) if one.platform == account.platform
    )
    return Attachment(person_id, account, next(theirs, ""))


def attach(connection: Connection, one: Attachment, now: datetime) -> list[str]:
    """Make the account the person's. Returns the encrypted ids that went over to it from his former one."""
    platform, account = one.account.platform, one.account.account
    if one.how is How.HIDDEN:
        aliases.know(connection, platform, account, one.before, now)
        accounts.no_stranger(connection, one.account)
        return []
    accounts.enrol(connection, one.account, Owner(person_id=one.person_id), now)
    if one.how is How.PLAIN:
        aliases.know(connection, platform, one.before, account, now)
    moved = aliases.of(connection, platform, one.before) if one.how is How.OTHER else []
    aliases.move(connection, platform, moved, one.before, account)
    return moved


def detach(connection: Connection, account: Account, made: Mapping[str, Any], now: datetime) -> None:
    """Take back what was made, as far as it still stands; the account before is his again where nobody has it.

    made: `Attachment.data`, and under `moved` what `attach` returned.
    """
    owner, before = Owner(person_id=int(made["person"])), str(made["before"])
    platform = account.platform
    if made["how"] == How.HIDDEN:
        stands_for = aliases.plain(connection, platform, account.account)  # the one before, or what replaced it
        if stands_for == before or accounts.owner_of(connection, platform, stands_for, now) == owner:
            aliases.forget(connection, platform, account.account, stands_for)
        return
    if made["how"] == How.PLAIN:
        aliases.forget(connection, platform, before, account.account)
    if accounts.owner_of(connection, platform, account.account, now) != owner:
        return
    if before and accounts.owner_of(connection, platform, before, now) is None:
        accounts.enrol(connection, Account(platform, before), owner, now)
        aliases.move(connection, platform, made.get("moved", ()), account.account, before)
    else:
        accounts.release(connection, platform, owner, now)
