"""The try-out as a platform: a door that makes messages of what visitors type, a route that writes on the screen.

It is a door like the others, not a second bot: what is typed is stored, taken up at the desk and answered by pushes. A
group hears only what mentions the bot, as on the real platforms.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.documents import Document
from bot.messages import Card, Channel, Kind, Message
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.store import tryout_lines
from bot.store.database import Database
from bot.store.tryout_lines import Line

NAME = "tryout"
PLATFORM = "tryout"
LONGEST = 5000  # characters one message may have
LIMITS = Limits(recipients=1)
LARGEST_FILE = 1 << 30  # bytes; whatever the house makes
FILE = "文件：{name}"
Said = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a visitor typed: as whom, where (empty: privately), and what."""

    account: str
    chat: str
    text: str


class TryOutDoor:
    """The way in."""

    name = NAME
    platform = PLATFORM

    def __init__(self, assistant: str) -> None:
        self._mention = f"@{assistant}"

    def mentions(self, typed: Typed) -> bool:
        """Say whether the bot hears it: everything in private, @-mentions in a group."""
        return not typed.chat or self._mention in typed.text

    def message(self, typed: Typed, number: int) -> Message:
        """Make the message the platform would deliver. `number`: the screen's line, unique."""
        text = typed.text[:LONGEST].replace("\x00", "")
        return Message(
            door=NAME,
            message_id=str(number),
            platform=PLATFORM,
            account=typed.account,
            channel=Channel.GROUP_AT if typed.chat else Channel.PRIVATE,
            kind=Kind.TEXT,
            text=text.replace(self._mention, " ", 1).strip() if typed.chat else text,
            chat=typed.chat or None,
        )


class _Files:
    """Documents that are handed over: lines that name one. Its bytes stand in the files store already."""

    largest = LARGEST_FILE
    life: timedelta | None = None

    def __init__(self, show: Callable[[Said], Awaitable[Outcome]]) -> None:
        self._show = show

    async def upload(self, document: Document) -> str:
        return hashlib.sha256(document.content).hexdigest()

    def compose(self, name: str, addresses: Sequence[Address]) -> list[bytes]:
        (address,) = addresses
        body = {"account": address.account, "chat": address.chat, "text": FILE.format(name=name), "name": name}
        return [json.dumps(body, ensure_ascii=False).encode()]

    async def send(self, body: bytes, media: str) -> Outcome:
        return await self._show({**json.loads(body), "file": media})


class TryOutRoute:
    """The way out: lines on the screen."""

    name = NAME
    platform = PLATFORM
    limits = LIMITS
    spends = ("", "")

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.freight: Freight | None = _Files(self._show)

    def reaches(self, address: Address) -> bool:
        return bool(address.account or address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        del card  # the screen has no buttons; the words say the same
        if not text:
            return []
        (address,) = addresses
        body = {"account": address.account, "chat": address.chat, "text": text}
        return [json.dumps(body, ensure_ascii=False).encode()]

    async def send(self, body: bytes, token: str = "") -> Outcome:
        del token
        return await self._show(json.loads(body))

    async def _show(self, said: Said) -> Outcome:
        where = said["chat"] or "", said["account"] or ""
        file = said.get("file") or "", said.get("name") or ""
        await asyncio.to_thread(self.show, *where, said["text"] or "", file)
        return Outcome()

    def show(self, chat: str, account: str, text: str, file: tuple[str, str] = ("", "")) -> None:
        """Write one line of the bot. file: the SHA-256 of a document handed over, and its name."""
        line = Line(0, self._clock.office(), chat, account, True, True, text, *file)
        with self._database.write() as connection:
            tryout_lines.write(connection, line)

    async def close(self) -> None:
        return None
