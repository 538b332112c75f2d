"""What came in, in the house's own shape: no platform's field names beyond this point."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Channel(StrEnum):
    """How the bot came to hear a message."""

    PRIVATE = "private"
    GROUP_AT = "group_at"  # a group, and the bot was @-mentioned
    GROUP = "group"  # a group, not mentioned: seen only where a door delivers it


class Kind(StrEnum):
    """What a message is made of. `RESULT` is what one of our own calls brought back."""

    TEXT = "text"
    IMAGE = "image"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"
    LOCATION = "location"
    LINK = "link"
    PRESS = "press"  # a button of a card; the desk turns it into what the button says
    EVENT = "event"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a door decoded it.

    door, message_id: together unique; the second delivery of the same pair changes nothing.
    platform, account: who sent it, in the platform's own ids (never a name).
    chat: the platform's id of the group, None in a private conversation.
    sent_at: when the platform received it, aware; None where the platform does not say.
    text: as typed, with the bot's own @-name removed; never longer than the door's own limit.
    data: what else the kind carries, JSON-able: `media` (a list of number, kind, name; `lost` where it came without
        a key), `quote` (kind, text), coordinates, `event`; of a press `card` and `button` (its number, from 1);
        `nick` and `chat_title` where told.
    """

    door: str
    message_id: str
    platform: str
    account: str
    channel: Channel
    kind: Kind
    text: str = ""
    chat: str | None = None
    sent_at: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def in_words(self) -> bool:
        """Whether it says something in words: typed, or spoken and written down by the platform."""
        return self.kind is Kind.TEXT or (self.kind is Kind.VOICE and bool(self.text.strip()))

    @property
    def order_key(self) -> str:
        """Messages with the same key are handled one after the other, in the order they came."""
        return f"{self.platform}/{self.account}"


@dataclass(frozen=True, slots=True)
class Button:
    """One button of a card. Pressing it is saying `says`; `label` is at most 10 characters."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Card:
    """Buttons beside a text that says the same in words: nothing can be done only by a button.

    id: letters, digits, `_-`, at most 40. It goes out with `@` and a number, another one each time it is sent, as the
        platform's task id, and comes back with a press.
    title: at most 26 characters. buttons: at most 6.
    asks: the order key of the one person who may answer; empty: everybody who sees it, each for himself.
    shown: what stands there instead of the buttons once one was pressed; empty: the buttons.
    """

    id: str
    title: str
    buttons: tuple[Button, ...]
    asks: str = ""
    shown: str = ""

    @property
    def own_id(self) -> str:
        """The id without what was put to it when it was sent."""
        return self.id.partition("@")[0]

    def sent_as(self, number: int) -> Card:
        """Return the card as it goes out: platforms take each task id once. A pressed card keeps its own."""
        return self if self.shown else replace(self, id=f"{self.id}@{number}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored message that the desk has in its hands.

    received_at: office time of the admission; what a person did is dated by `happened_at`.
    """

    id: int
    message: Message
    received_at: datetime
    attempts: int = 0

    @property
    def happened_at(self) -> datetime:
        """When the person did it: the platform's time where there is one, never after the admission."""
        sent = self.message.sent_at
        return min(sent, self.received_at) if sent else self.received_at
