"""Small stand-ins for tests: messages, a platform that does as it is told."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import DeliveryError
from bot.messages import Card, Channel, Kind, Message, Waiting
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.registry import Due, Registry, Slice
from bot.router import Reading
from bot.situation import Situation
from bot.store.files import FileStore
from bot.store.timers import Timer
from bot.turn import Turn

NO_FILES = FileStore(Path("/nonexistent"))  # of tests that fetch nothing
PLATFORM = "tryout"
DOOR = "fake"


def message(text: str, number: str = "1", account: str = "somebody", chat: str | None = None) -> Message:
    """Make a message."""
    return Message(
        door=DOOR,
        message_id=number,
        platform=PLATFORM,
        account=account,
        channel=Channel.GROUP_AT if chat else Channel.PRIVATE,
        kind=Kind.TEXT,
        text=text,
        chat=chat,
    )


def waiting(text: str, received_at: datetime, row: int = 1) -> Waiting:
    """Make a stored message."""
    return Waiting(row, message(text, str(row)), received_at)


class FakeRoute:
    """A route that takes what it is given, after the troubles it was told to have first."""

    name = "fake"
    platform = PLATFORM
    spends = ("", "")
    shows_cards = False
    freight: Freight | None = None

    def __init__(self, *, limits: Limits | None = None, part: int = 10_000) -> None:
        self.limits = limits or Limits()
        self.bodies: list[bytes] = []
        self.troubles: deque[DeliveryError | Exception] = deque()
        self.refused: dict[str, str] = {}
        self._part = part

    def reaches(self, address: Address) -> bool:
        return bool(address.account or address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        to = [address.chat or address.account for address in addresses]
        if card is not None and self.shows_cards:
            text += f"[{card.title}]"
        parts = [text[start : start + self._part] for start in range(0, len(text), self._part)]
        return [json.dumps({"to": to, "text": part}, ensure_ascii=False).encode() for part in parts]

    async def send(self, body: bytes, token: str = "") -> Outcome:
        self.bodies.append(body)
        if self.troubles:
            raise self.troubles.popleft()
        return Outcome(refused=self.refused)

    async def close(self) -> None:
        return None

    @property
    def texts(self) -> list[str]:
        """What was said, in order, retries included."""
        return [json.loads(body)["text"] for body in self.bodies]


def registry_that(
    act: Callable[[Turn, Message], None],
    dues: dict[str, Callable[[Turn, Timer], None]] | None = None,
    *,
    chain: bool = False,
) -> Registry:
    """Make a registry of one slice that acts on every message."""

    def read(message: Message, situation: Situation) -> list[Reading]:
        return [Reading("test", "test.act", 0.9)]

    def run(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
        act(turn, message)

    due = {kind: Due(function, is_chain=chain) for kind, function in (dues or {}).items()}
    return Registry([Slice("test", read, {"test.act": run}, dues=due)])


def minutes(number: float) -> timedelta:
    """Return a span."""
    return timedelta(minutes=number)
