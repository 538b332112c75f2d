"""Routing: by which route, and to which address, a push reaches its recipient; in trial mode, the testers.

A reply takes what the platform lent with its message as long as that is good (a one-time address, a session address),
then the ordinary way; a reply to a group that can't be reached any more goes to the asker himself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Message
from bot.platforms.protocol import Address, Route, Source
from bot.store import accounts, aliases, chats, inbox, people, ways
from bot.store.pushes import Push, Recipient
from bot.store.ways import Way

NO_ACCOUNT = "the person has no account"
NO_ROUTE = "no configured route reaches this recipient"
TRIAL = "[试运行] 原应发给：{who}\n"
FOR_THE_GROUP = "（答复您在群里的提问）\n"
NOT_BEFORE_OUTSIDERS = "outsiders may be in the group by now"
NOT_A_TESTER = "trial mode: not sent, and no tester has an account"


@dataclass(frozen=True, slots=True)
class Times:
    """Office time, by which people and accounts hold, and machine time, by which what is lent expires."""

    office: datetime
    machine: datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a push goes, what stands before its text, and what is spent for it."""

    route: Route
    address: Address
    before: str = ""
    way: Way | None = None

    @property
    def lane(self) -> str:
        """Route and recipient: one call in flight, first in first out."""
        return lane_of(self.route.name, self.address.chat or self.address.account or "")


def lane_of(route: str, recipient: str) -> str:
    """Name the lane of a route and an account or chat."""
    return f"{route}|{recipient}"


class Routing:
    """The configured ways out and sources.

    routes: in the order of preference. hooks: group webhooks, used only for the chat that is bound to them.
    testers: 工号 of who gets everything in trial mode; empty: live mode.
    """

    def __init__(
        self,
        routes: Sequence[Route],
        testers: Sequence[str] = (),
        *,
        hooks: Sequence[Route] = (),
        sources: Sequence[Source] = (),
    ) -> None:
        self.routes = tuple(routes)
        self.hooks = tuple(hooks)
        self.sources = tuple(sources)
        self._testers = tuple(testers)

    def by_name(self, name: str) -> Route | None:
        """Return a configured route or webhook."""
        return next((route for route in (*self.routes, *self.hooks) if route.name == name), None)

    def source(self, name: str) -> Source | None:
        """Return a configured source."""
        return next((source for source in self.sources if source.name == name), None)

    def may_answer(self, connection: Connection, message: Message, now: datetime) -> bool:
        """Say whether a sender may be answered where he asked: everybody, in trial mode only a tester."""
        if not self._testers:
            return True
        sender = people.who(connection, message.platform, message.account, now)
        return isinstance(sender, people.Person) and sender.number in self._testers

    def speaks_in(self, connection: Connection, platform: str, chat: str) -> str:
        """Name the route by which something unasked is said in a group; empty where there is none."""
        found = self._on(connection, platform, Address(chat=chat))
        return found.route.name if found else ""

    async def close(self) -> None:
        """Let go of every connection."""
        for route in (*self.routes, *self.hooks):
            await route.close()
        for source in self.sources:
            await source.close()

    def headings(self, connection: Connection, push: Push, times: Times) -> list[Heading] | str:
        """Return where a push goes (several only in trial mode), or the reason why it can go nowhere."""
        asked = inbox.message_of(connection, push.answers) if push.answers is not None else None
        if self._testers and not (asked and self.may_answer(connection, asked, times.office)):
            return self._trial(connection, push.recipient, times.office)
        if _is_overheard(connection, push):
            return self._himself(connection, asked) if asked else NOT_BEFORE_OUTSIDERS
        lent = next(self._by_what_is_lent(connection, push, asked, times), None) if asked else None
        found = self._heading(connection, push.recipient, times.office)
        if lent is not None and not (_shows_card(found, push) and not _shows_card(lent, push)):
            return [lent]
        if isinstance(found, str) and asked is not None and push.recipient.chat and push.text:
            himself = self._himself(connection, asked)
            return found if isinstance(himself, str) else himself
        return found if isinstance(found, str) else [found]

    def _himself(self, connection: Connection, asked: Message) -> list[Heading] | str:
        """Return the way to who asked in a group, privately."""
        found = self._on(connection, asked.platform, Address(account=asked.account))
        return [Heading(found.route, found.address, FOR_THE_GROUP)] if found else NO_ROUTE

    def _by_what_is_lent(self, connection: Connection, push: Push, asked: Message, times: Times) -> Iterator[Heading]:
        """Yield the headings that spend what came with the message, the roomiest first where the text needs room."""
        spending = [route for route in self.routes if route.spends[0] == asked.door]
        recipient = push.recipient
        if not spending or recipient.person_id is not None or recipient.chat != asked.chat:
            return
        address = Address(recipient.account, recipient.chat)
        message_id = str(asked.data.get("of") or asked.message_id)  # what was brought answers for its message
        for way in ways.of_message(connection, asked.door, message_id, times.machine):
            for route in spending:
                bodies = route.compose(push.text, [address], push.card) if route.spends[1] == way.kind else []
                if bodies and route.reaches(address) and len(bodies) <= way.uses_left:
                    yield Heading(route, address, way=way)

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
            address = Address(recipient.account, recipient.chat)
            return self._on(connection, recipient.platform, address) or NO_ROUTE
        theirs = accounts.accounts_of(connection, recipient.person_id, now)
        if not theirs:
            return NO_ACCOUNT
        reached = (self._on(connection, one.platform, Address(account=one.account)) for one in theirs)
        return next((heading for heading in reached if heading), NO_ROUTE)

    def _on(self, connection: Connection, platform: str, address: Address) -> Heading | None:
        if address.account:
            address = Address(account=aliases.plain(connection, platform, address.account))
        bound = self.by_name(_bound_route(connection, platform, address.chat)) if address.chat else None
        if bound is not None:
            return Heading(bound, address)
        fitting = (one for one in self.routes if one.platform == platform and one.spends == ("", ""))
        return next((Heading(route, address) for route in fitting if route.reaches(address)), None)


def _is_overheard(connection: Connection, push: Push) -> bool:
    """Say whether outsiders may read a group by now that was the department's own when something was said to it."""
    chat = push.recipient.chat
    if not (push.inside and chat and push.recipient.platform):
        return False
    found = chats.find(connection, push.recipient.platform, chat)
    return found is None or not found.is_internal


def _shows_card(heading: Heading | str, push: Push) -> bool:
    """Say whether a push's buttons are seen this way."""
    if isinstance(heading, str) or push.card is None or not push.text:
        return False
    addresses = [heading.address]
    words = heading.route.compose(push.text, addresses)
    return heading.route.compose(push.text, addresses, push.card) != words


def _bound_route(connection: Connection, platform: str, chat: str) -> str:
    found = chats.find(connection, platform, chat)
    return found.push_route if found else ""


def _name_of(connection: Connection, recipient: Recipient, now: datetime) -> str:
    if recipient.chat:
        return f"群 {recipient.chat}"
    if recipient.person_id is not None:
        found = people.person(connection, recipient.person_id, now)
    else:
        found = people.who(connection, recipient.platform or "", recipient.account or "", now)  # type: ignore[assignment]
    return found.name if found else f"未登记账号 {recipient.account}"
