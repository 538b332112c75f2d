"""What the house asks of a platform: a door that decodes, a route that sends. Both know nothing of rows.

A door is one configured way in, a route one way out. Decoding and composing are pure; only `Route.send` and
`Route.close` touch the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.messages import Message


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
class Decoded:
    """A callback that holds: the message to store (None for a mere URL verification) and how to acknowledge it.

    The acknowledgement is a function of the message alone, so a second delivery gets the same bytes.
    """

    message: Message | None
    acknowledge: Reply


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
    """

    refused: Mapping[str, str] = field(default_factory=dict)
    reference: str = ""


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

    def reaches(self, address: Address) -> bool:
        """Whether this route can reach that kind of address at all."""

    def compose(self, text: str, addresses: Sequence[Address]) -> list[bytes]:
        """Build the exact request bodies that say `text`, in order; several where it does not fit one. Pure."""

    async def send(self, body: bytes) -> Outcome:
        """Make one call with exactly these bytes.

        Raises Refused, Throttled, TryLater or FateUnknown.
        """

    async def close(self) -> None:
        """Let go of connections."""
