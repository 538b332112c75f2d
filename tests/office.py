"""A day at the office, for stories: people say things, get things, and time passes.

The real desk, pump and slices run on a temporary database; only the vendor is played. Its clock moves by `forward`
alone. At the end a story fails on any message nobody expected and on any logged error.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import structlog
from sqlalchemy import select
from structlog.testing import LogCapture

from bot import settings
from bot.app import House, build
from bot.clock import SteppedClock
from bot.documents import Document
from bot.forward import forward, settle_down
from bot.messages import Card, Channel, Kind, Message
from bot.models import LanguageModel
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.stage import OFFICE, load_people
from bot.store import chats, inbox, journal, people
from bot.store.accounts import accounts_of
from bot.store.database import Database, metadata
from tests.shelved import put_policies

PLATFORM = "tryout"
DOOR = "story"
GROUP = "group-1"
OTHER_GROUP = "group-2"  # nobody has said what it is
STRANGERS = {"林晓": "linxiao", "外人": "nobody"}


class Screen:
    """The vendor as the stories see it: everything is delivered, in order, and remembered by recipient."""

    name = DOOR
    platform = PLATFORM
    limits = Limits()
    spends = ("", "")

    def __init__(self) -> None:
        self.unseen: dict[str, list[str]] = defaultdict(list)
        self.cards: dict[str, Card] = {}
        self.files: dict[str, list[Document]] = defaultdict(list)
        self.freight: Freight | None = Documents(self.files)

    def reaches(self, address: Address) -> bool:
        return bool(address.account or address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        if not text:
            return []
        (address,) = addresses
        if card is not None:
            self.cards[address.chat or address.account or ""] = card
        return [f"{address.chat or address.account}\n{text}".encode()]

    async def send(self, body: bytes, token: str = "") -> Outcome:
        recipient, _, text = body.decode().partition("\n")
        self.unseen[recipient].append(text)
        return Outcome()

    async def close(self) -> None:
        return None


class Documents:
    """The documents people get: remembered by recipient, apart from what is said."""

    largest = 20 << 20
    life: timedelta | None = None

    def __init__(self, given: dict[str, list[Document]]) -> None:
        self._given = given
        self._uploaded: list[Document] = []

    async def upload(self, document: Document) -> str:
        self._uploaded.append(document)
        return str(len(self._uploaded) - 1) + "."

    def compose(self, name: str, addresses: Sequence[Address]) -> list[bytes]:
        (address,) = addresses
        return [(address.chat or address.account or "").encode()]

    async def send(self, body: bytes, media: str) -> Outcome:
        self._given[body.decode()].append(self._uploaded[int(media.rstrip("."))])
        return Outcome()


class Office:
    """The department. Use as a context."""

    def __init__(
        self, database: Database, folder: Path, start: datetime, pages: str = "", model: LanguageModel | None = None
    ) -> None:
        self.clock = SteppedClock(start)
        self.screen = Screen()
        web = settings.Web(public_url=pages)
        chosen = settings.Settings(
            data_dir=folder, office=OFFICE, wecom_app=(), mode="live", testers=(), web=web, language_model=model
        )
        self.house: House = build(chosen, clock=self.clock, database=database, routes=(self.screen,))
        self._runner = asyncio.Runner()
        self._log = LogCapture()
        self._said = 0
        self._accounts: dict[str, str] = {}
        self.greeted: set[str] = set()

    def __enter__(self) -> Self:
        structlog.configure(processors=[self._log])
        with self.house.database.read() as connection:
            is_staffed = bool(people.people(connection, self.clock.office()))
        if not is_staffed:
            load_people(self.house)
        with self.house.database.write() as connection:
            chat = chats.note(connection, PLATFORM, GROUP, DOOR, self.clock.office())
            chats.set_standing(connection, chat.id, chats.INTERNAL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self.house.routing.close())
        self._runner.close()
        structlog.reset_defaults()

    def policies(self) -> None:
        """Put the sample policies on the shelf."""
        put_policies(self.house)

    def person(self, name: str) -> Somebody:
        """Return somebody by name or 称呼, or a stranger; whoever was found once keeps his account."""
        if name in STRANGERS:
            return Somebody(self, name, STRANGERS[name])
        if name not in self._accounts:
            self._accounts[name] = self._account_of(name)
        return Somebody(self, name, self._accounts[name])

    def _account_of(self, name: str) -> str:
        with self.house.database.read() as connection:
            found = people.by_name(connection, name, self.clock.office())
            assert len(found) == 1, f"{name}: {[one.name for one in found]}"
            theirs = accounts_of(connection, found[0].id, self.clock.office())
            return next(one.account for one in theirs if one.platform == PLATFORM)

    def group(self, chat: str = GROUP) -> Somebody:
        """Return the work group, or another, as a recipient."""
        return Somebody(self, "群", chat)

    def happens(self, kind: Kind = Kind.EVENT, /, *, account: str = "sys", **data: Any) -> None:
        """Let the platform, or a call of our own, tell something."""
        self.deliver(
            Message(
                door=DOOR,
                message_id=self.next_id(),
                platform=PLATFORM,
                account=account,
                channel=Channel.PRIVATE,
                kind=kind,
                data={"system": account == "sys", **data},
            )
        )

    def deliver(self, message: Message) -> None:
        """Admit a message and let the house work it off."""
        with self.house.database.write() as connection:
            inbox.admit(connection, [(message, self.clock.office())])
        self.settle()

    def settle(self) -> None:
        """Work off everything that can be worked off now."""
        self._runner.run(settle_down(self.house.desk, self.house.pump))

    def forward(self, *, minutes: float = 0, hours: float = 0) -> None:
        """Let time pass, step by step."""
        to = self.clock.office() + timedelta(minutes=minutes, hours=hours)
        self._runner.run(forward(self.house.database, self.clock, self.house.desk, self.house.pump, to))

    def journal(self, kind: str) -> list[journal.Entry]:
        """Return the journal's entries of a kind."""
        with self.house.database.read() as connection:
            return journal.entries(connection, kinds=(kind,))

    def everything_kept(self) -> str:
        """Return the whole database as text."""
        with self.house.database.read() as connection:
            rows = [connection.execute(select(table)).all() for table in metadata.sorted_tables]
        return repr(rows)

    def next_id(self) -> str:
        """Return a fresh message id."""
        self._said += 1
        return str(self._said)

    def must_be_quiet(self) -> None:
        """Fail on messages nobody expected and on logged errors."""
        left = {who: texts for who, texts in self.screen.unseen.items() if texts}
        assert not left, f"nobody expected: {left}"
        errors = [entry for entry in self._log.entries if entry["log_level"] in ("error", "critical")]
        assert not errors, f"logged: {errors}"


class Somebody:
    """One person, or the group, in a story."""

    def __init__(self, office: Office, name: str, account: str) -> None:
        self._office = office
        self.name = name
        self.account = account

    def says(self, text: str, *, greeted: bool = True, kind: Kind = Kind.TEXT, chat: str = GROUP, **data: Any) -> None:
        """Say something: with `@助手` in a group, otherwise privately. greeted: the first-contact lines are over."""
        in_group = text.startswith("@助手")
        said = text.removeprefix("@助手").strip() if in_group else text
        self._sends(kind, said, chat if in_group else None, greeted=greeted, **data)

    def presses(self, label: str, *, chat: str | None = None) -> None:
        """Press a button of the card shown last, privately or in a group."""
        card = self._office.screen.cards[chat or self.account]
        number = [button.label for button in card.buttons].index(label) + 1
        self._sends(Kind.PRESS, "", chat, card=card.id, button=str(number))

    def _sends(self, kind: Kind, text: str, chat: str | None, *, greeted: bool = True, **data: Any) -> None:
        if greeted:
            self._greet()
        message = Message(
            door=DOOR,
            message_id=self._office.next_id(),
            platform=PLATFORM,
            account=self.account,
            channel=Channel.GROUP_AT if chat else Channel.PRIVATE,
            kind=kind,
            text=text,
            chat=chat,
            data=data,
        )
        self._office.deliver(message)

    def gets(self, *parts: str) -> str:
        """Expect that the next unseen message holds these parts, and return it."""
        unseen = self._office.screen.unseen[self.account]
        assert unseen, f"{self.name} got nothing; others: {dict(self._office.screen.unseen)}"
        text = unseen.pop(0)
        missing = [part for part in parts if part not in text]
        assert not missing, f"{self.name} got {text!r}, without {missing}"
        return text

    def gets_file(self, *parts: str) -> Document:
        """Expect that the next document handed over has these parts in its name, and return it."""
        given = self._office.screen.files[self.account]
        assert given, f"{self.name} got no file; others: {dict(self._office.screen.files)}"
        document = given.pop(0)
        missing = [part for part in parts if part not in document.name]
        assert not missing, f"{self.name} got {document.name!r}, without {missing}"
        return document

    def gets_nothing(self) -> None:
        """Expect silence."""
        assert not self._office.screen.unseen[self.account], self._office.screen.unseen[self.account]

    def _greet(self) -> None:
        account = f"{PLATFORM}/{self.account}"
        if account in self._office.greeted:
            return
        self._office.greeted.add(account)
        with self._office.house.database.write() as connection:
            if not journal.entries(connection, kinds=("person.greeted",), account=account, newest=1):
                entry = journal.Entry(self._office.clock.office(), "person.greeted", "", "story", {}, account=account)
                journal.append(connection, entry)
