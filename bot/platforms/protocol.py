"""What the house asks of a platform: a door that decodes, a route that sends. Both know nothing of rows.

A door is one configured way in, a route one way out, a source something that can be asked for. Decoding, composing and
writing an answer are pure; only `send`, `bring` and `close` touch the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.documents import Document
from bot.lent import MEDIA, RESPONSE_CODE, RESPONSE_URL, SESSION_WEBHOOK, STREAM, UPDATE, WELCOME, Lent
from bot.messages import Card, Message

__all__ = (  # what is lent is a word between doors and rows
    "MEDIA",
    "RESPONSE_CODE",
    "RESPONSE_URL",
    "SESSION_WEBHOOK",
    "STREAM",
    "UPDATE",
    "WELCOME",
    "Lent",
)


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP callback as it arrived. `query` holds the last value of each parameter; `body` is raw."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back on the same connection."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the house says on the wire to one message, at the moment it is asked.

    text: the replies, joined; empty where there are none (yet). is_over: whether nothing more will come this way.
    card: to be shown beside the text; after a press the pressed card, with `shown` filled.
    """

    text: str = ""
    is_over: bool = False
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """The platform asks how far a stream has come. `account`, `chat`: whose message it answers."""

    stream: str = field(repr=False)
    account: str
    chat: str | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """A callback that holds: what to store, how to acknowledge it, and how an answer is written on the same wire.

    message: None for a mere verification and for a poll.
    acknowledge: the answer where nothing is waited for, and where waiting brought nothing; a function of the message
        alone, so a second delivery gets the same bytes.
    lends: what came with the message. poll: the stream asked for.
    write: writes what the house says as this callback's answer; None: only `acknowledge`.
    waits: whether the answer is worth up to 3 s of waiting, because there is no other moment for it.
    """

    message: Message | None
    acknowledge: Reply
    lends: tuple[Lent, ...] = ()
    poll: Poll | None = None
    write: Callable[[Spoken], Reply] | None = None
    waits: bool = False


class Door(Protocol):
    """One configured way in by HTTP callback."""

    @property
    def name(self) -> str:
        """Such as `wecom-app:1000002`; part of a message's identity."""

    @property
    def platform(self) -> str:
        """Such as `wecom`: whose account ids its messages carry."""

    @property
    def path(self) -> str:
        """The URL path the platform calls, such as `/callback/wecom-app/1000002`."""

    def decode(self, request: Request, now: datetime) -> Decoded:
        """Verify, decrypt and parse one callback. Pure.

        now: machine time, for the replay window.
        Raises Forged (403) or Malformed (400).
        """


@dataclass(frozen=True, slots=True)
class Address:
    """Where a push goes on one platform: one account, or one chat."""

    account: str | None = None
    chat: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a route takes.

    recipients: how many accounts one call may carry.
    per_minute, per_hour: calls' share of one recipient, above which the platform drops silently; None: unlimited.
    dedupes: how long the platform swallows an identical body: a retry inside it is safe, an honest repeat must differ.
    """

    recipients: int = 1
    per_minute: int | None = None
    per_hour: int | None = None
    dedupes: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call the platform took.

    refused: account → reason, for recipients the platform left out although it took the call.
    reference: the platform's own id of what was sent, for recall; empty where there is none.
    lent: what it lends with its answer, to change later what was sent.
    """

    refused: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""
    lent: Lent | None = None


class Freight(Protocol):
    """How a route carries files: uploaded first, then sent by what the platform calls the upload.

    An upload changes nothing anybody sees, so it may be repeated; what is sent after it is retried as any other call.
    """

    @property
    def largest(self) -> int:
        """How many bytes a file may have."""

    @property
    def life(self) -> timedelta | None:
        """How long an upload holds; None: for good."""

    async def upload(self, document: Document) -> str:
        """Upload a file and return what the platform calls it. Raises Refused, Throttled or TryLater."""

    def compose(self, name: str, addresses: Sequence[Address]) -> list[bytes]:
        """Build the request bodies that hand over a file of that name, all but what it is called. Pure."""

    async def send(self, body: bytes, media: str) -> Outcome:
        """Make one call with this body and what its file is called. Raises as `Route.send`."""


class Route(Protocol):
    """One way out."""

    @property
    def name(self) -> str:
        """Such as `wecom-app:1000002`."""

    @property
    def platform(self) -> str:
        """Whose account ids it sends to."""

    @property
    def limits(self) -> Limits:
        """What it takes."""

    @property
    def spends(self) -> tuple[str, str]:
        """The door and the kind of what it spends on each call, ("", "") for a route that needs nothing lent."""

    @property
    def freight(self) -> Freight | None:
        """How it carries files; None where it can't."""

    def reaches(self, address: Address) -> bool:
        """Whether this route can reach that kind of address at all."""

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the exact request bodies that say `text`, in order; several where it does not fit one. Pure.

        card: buttons to show after the text; left out where the route has none. With an empty text and `card.shown`:
        the card is shown as pressed; no body at all where the route can't.
        """

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Make one call with exactly these bytes.

        token: what it spends, of a route that spends something.
        Raises Refused, Throttled, TryLater or FateUnknown.
        """

    async def close(self) -> None:
        """Let go of connections."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a source brought. data: JSON-able. content: the bytes of a file, decrypted; None where it is none."""

    data: Mapping[str, Any] = field(default_factory=dict)
    content: bytes | None = field(default=None, repr=False)
    name: str = ""
    media_type: str = ""


class Source(Protocol):
    """Something a platform can be asked for; what it brings is admitted as a message of kind `result`."""

    @property
    def name(self) -> str:
        """Such as `wecom-aibot:AIBOTID/media`."""

    @property
    def platform(self) -> str:
        """Whose account ids it speaks of."""

    async def bring(self, request: bytes, token: str = "") -> Brought:
        """Ask once. request: as the door lent it. Raises Refused, Throttled or TryLater (asking changes nothing)."""

    async def close(self) -> None:
        """Let go of connections."""
