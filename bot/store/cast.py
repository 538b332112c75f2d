"""The cast of the try-out: the people enrolled on one platform, as the visitor chooses among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import ROLE_NAMES, Role
from bot.store import accounts, people, posts
from bot.store.units import all_units

_SHOWN = (
    Role.CHIEF,
    Role.IN_CHARGE,
    Role.ORGANISER,
    Role.DUTY,
    Role.DISCIPLINE,
    Role.HEAD,
    Role.BRANCH_SECRETARY,
    Role.TEAM_LEADER,
    Role.ADMIN,
)


DEPARTMENT = "青衡大学后勤保障部"


@dataclass(frozen=True, slots=True)
class Player:
    """One person the visitor may be."""

    account: str
    name: str
    post: str
    role: str


def players(connection: Connection, platform: str, now: datetime) -> list[Player]:
    """Return who has an account on a platform, in the office's order."""
    found = []
    units = {unit.id: unit.name for unit in all_units(connection)}
    for one in people.people(connection, now):
        held = [post for post in posts.posts_at(connection, now, [one.id]) if post.unit_id is not None]
        titles = "、".join(
            f"{units[post.unit_id]}{post.title}".removeprefix(DEPARTMENT) for post in held if post.unit_id
        )
        for account in accounts.accounts_of(connection, one.id, now):
            if account.platform == platform:
                role = next((ROLE_NAMES[role] for role in _SHOWN if role in one.roles), ROLE_NAMES[Role.STAFF])
                found.append(Player(account.account, one.name, titles, role))
    return found
