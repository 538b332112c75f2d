"""Routing: by which route, and to which address, a push reaches its recipient; in trial mode, the testers.

A reply takes what the platform lent with its message as long as that is good (a one-time address, a session address),
then the ordinary way; a reply to a group that can't be reached any more goes to the asker himself. A file goes by the
first way of its recipient that carries it; where none does, words go instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from bot.messages import Message
from bot.platforms.protocol import Address, Route, Source
from bot.store import accounts, aliases, chats, files, inbox, people, ways
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
    """Where a push goes, what stands before its text, and what is spent for it. carries: its file goes this way."""

    route: Route
    address: Address
    before: str = ""
    way: Way | None = None
    carries: bool = False

    @property
    def lane(self) -> str:
        """Route and recipient: one call in flight, first in first out."""
        return lane_of(self.route.name, self.address.chat or self.address.account or "")


Fits = Callable[[Route], bool]


def _any(route: Route) -> bool:
    del route
    return True


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

    @property
    def platforms(self) -> frozenset[str]:
        """The platforms on which something unasked can be said."""
        return frozenset(route.platform for route in self.routes if route.spends == ("", ""))

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
        found = self._on(connection, platform, Address(chat=chat), _any)
        return found.route.name if found else ""

    async def close(self) -> None:
        """Let go of every connection."""
        for route in (*self.routes, *self.hooks):
            await route.close()
        for source in self.sources:
            await source.close()

    def headings(self, connection: Connection, push: Push, times: Times) -> list[Heading] | str:
        """Return where a push goes (several only in trial mode), or the reason why it can go nowhere."""
        carried = self._going(connection, push, times, _carrier_of(connection, push)) if push.file else ""
        if not isinstance(carried, str):
            return [replace(one, carries=True) for one in carried]
        return self._going(connection, push, times, _any)

    def _going(self, connection: Connection, push: Push, times: Times, fits: Fits) -> list[Heading] | str:
        asked = inbox.message_of(connection, push.answers) if push.answers is not None else None
        if self._testers and not (asked and self.may_answer(connection, asked, times.office)):
            return self._trial(connection, push.recipient, times.office, fits)
        if _is_overheard(connection, push):
            return self._himself(connection, asked, fits) if asked else NOT_BEFORE_OUTSIDERS
        lent = next(self._by_what_is_lent(connection, push, asked, times, fits), None) if asked else None
        found = self._heading(connection, push.recipient, times.office, fits)
        if lent is not None and not (_shows_card(found, push) and not _shows_card(lent, push)):
            return [lent]
        if isinstance(found, str) and asked is not None and push.recipient.chat and push.text:
            himself = self._himself(connection, asked, fits)
            return found if isinstance(himself, str) else himself
        return found if isinstance(found, str) else [found]

    def _himself(self, connection: Connection, asked: Message, fits: Fits) -> list[Heading] | str:
        """Return the way to who asked in a group, privately."""
        found = self._on(connection, asked.platform, Address(account=asked.account), fits)
        return [Heading(found.route, found.address, FOR_THE_GROUP)] if found else NO_ROUTE

    def _by_what_is_lent(
        self, connection: Connection, push: Push, asked: Message, times: Times, fits: Fits
    ) -> Iterator[Heading]:
        """Yield the headings that spend what came with the message, the roomiest first where the text needs room."""
        spending = [route for route in self.routes if route.spends[0] == asked.door and fits(route)]
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

    def _trial(self, connection: Connection, recipient: Recipient, now: datetime, fits: Fits) -> list[Heading] | str:
        testers = [one for one in people.people(connection, now) if one.number in self._testers]
        meant = name_of(connection, recipient, now)
        found = [self._heading(connection, Recipient(person_id=one.id), now, fits) for one in testers]
        reached = [one for one in found if isinstance(one, Heading)]
        if not reached:
            return NOT_A_TESTER
        own = self._heading(connection, recipient, now, fits)
        if isinstance(own, Heading) and any(own.lane == one.lane for one in reached):
            return [own]
        return [Heading(one.route, one.address, TRIAL.format(who=meant)) for one in reached]

    def _heading(self, connection: Connection, recipient: Recipient, now: datetime, fits: Fits) -> Heading | str:
        person_id = recipient.person_id
        if person_id is None:
            assert recipient.platform is not None  # noqa: S101 — a recipient is a person or stands on a platform
            address = Address(recipient.account, recipient.chat)
            here = self._on(connection, recipient.platform, address, fits)
            person_id = None if here or fits is _any else _person_of(connection, recipient, now)
            if here or person_id is None:
                return here or NO_ROUTE
        theirs = accounts.accounts_of(connection, person_id, now)
        if not theirs:
            return NO_ACCOUNT
        reached = (self._on(connection, one.platform, Address(account=one.account), fits) for one in theirs)
        return next((heading for heading in reached if heading), NO_ROUTE)

    def _on(self, connection: Connection, platform: str, address: Address, fits: Fits) -> Heading | None:
        if address.account:
            address = Address(account=aliases.plain(connection, platform, address.account))
        bound = self.by_name(_bound_route(connection, platform, address.chat)) if address.chat else None
        if bound is not None:
            return Heading(bound, address) if fits(bound) else None
        fitting = (one for one in self.routes if one.platform == platform and one.spends == ("", "") and fits(one))
        return next((Heading(route, address) for route in fitting if route.reaches(address)), None)


def _carrier_of(connection: Connection, push: Push) -> Fits:
    """Return what says whether a route carries the file of a push."""
    size = files.find(connection, push.file.id).size if push.file else 0
    return lambda route: route.freight is not None and size <= route.freight.largest


def _person_of(connection: Connection, recipient: Recipient, now: datetime) -> int | None:
    """Return whose account it is, so that what can't be carried there reaches him on another platform."""
    found = people.who(connection, recipient.platform or "", recipient.account or "", now)
    return found.id if isinstance(found, people.Person) else None


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


def name_of(connection: Connection, recipient: Recipient, now: datetime) -> str:
    """Say who a recipient is, for those who keep the house."""
    if recipient.chat:
        return f"群 {recipient.chat}"
    if recipient.person_id is not None:
        found = people.person(connection, recipient.person_id, now)
    else:
        found = people.who(connection, recipient.platform or "", recipient.account or "", now)  # type: ignore[assignment]
    return found.name if found else f"未登记账号 {recipient.account}"
