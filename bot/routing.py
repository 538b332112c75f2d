"""Routing: by which route, and to which address, a push reaches its recipient; in trial mode, the testers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.platforms.protocol import Address, Route
from bot.store import accounts, people
from bot.store.pushes import Push, Recipient

NO_ACCOUNT = "the person has no account"
NO_ROUTE = "no configured route reaches this recipient"
TRIAL = "[试运行] 原应发给：{who}\n"
NOT_A_TESTER = "trial mode: not sent, and no tester has an account"


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a push goes, and what stands before its text."""

    route: Route
    address: Address
    before: str = ""

    @property
    def lane(self) -> str:
        """Route and recipient: one call in flight, first in first out."""
        return lane_of(self.route.name, self.address.chat or self.address.account or "")


def lane_of(route: str, recipient: str) -> str:
    """Name the lane of a route and an account or chat."""
    return f"{route}|{recipient}"


class Routing:
    """The configured routes, in the order of preference, and the testers in trial mode (工号; empty: live)."""

    def __init__(self, routes: Sequence[Route], testers: Sequence[str] = ()) -> None:
        self.routes = tuple(routes)
        self._testers = tuple(testers)

    def by_name(self, name: str) -> Route | None:
        """Return a configured route."""
        return next((route for route in self.routes if route.name == name), None)

    def headings(self, connection: Connection, push: Push, now: datetime) -> list[Heading] | str:
        """Return where a push goes (several only in trial mode), or the reason why it can go nowhere."""
        if not self._testers:
            found = self._heading(connection, push.recipient, now)
            return found if isinstance(found, str) else [found]
        return self._trial(connection, push.recipient, now)

    def _trial(self, connection: Connection, recipient: Recipient, now: datetime) -> list[Heading] | str:
        testers = [one for one in people.people(connection, now) if one.number in self._testers]
        meant = _name_of(connection, recipient, now)
        found = [self._heading(connection, Recipient(person_id=one.id), now) for one in testers]
        reached = [one for one in found if isinstance(one, Heading)]
        if not reached:
            return NOT_A_TESTER
        own = self._heading(connection, recipient, now)
        if isinstance(own, Heading) and any(own.lane == one.lane for one in reached):
            return [own]
        return [Heading(one.route, one.address, TRIAL.format(who=meant)) for one in reached]

    def _heading(self, connection: Connection, recipient: Recipient, now: datetime) -> Heading | str:
        if recipient.person_id is None:
            assert recipient.platform is not None  # noqa: S101 — a recipient is a person or stands on a platform
            return self._on(recipient.platform, Address(recipient.account, recipient.chat)) or NO_ROUTE
        theirs = accounts.accounts_of(connection, recipient.person_id, now)
        if not theirs:
            return NO_ACCOUNT
        reached = (self._on(one.platform, Address(account=one.account)) for one in theirs)
        return next((heading for heading in reached if heading), NO_ROUTE)

    def _on(self, platform: str, address: Address) -> Heading | None:
        fitting = (route for route in self.routes if route.platform == platform and route.reaches(address))
        return next((Heading(route, address) for route in fitting), None)


def _name_of(connection: Connection, recipient: Recipient, now: datetime) -> str:
    if recipient.chat:
        return f"群 {recipient.chat}"
    if recipient.person_id is not None:
        found = people.person(connection, recipient.person_id, now)
    else:
        found = people.who(connection, recipient.platform or "", recipient.account or "", now)  # type: ignore[assignment]
    return found.name if found else f"未登记账号 {recipient.account}"
