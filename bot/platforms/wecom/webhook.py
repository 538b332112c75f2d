"""A group's webhook (消息推送): speaks to its own group and hears nothing. The key in its address is the whole secret.

Which chat a webhook belongs to is for the routing to know: the body names no receiver. It has no buttons that come
back, so a card stays words. Nothing swallows a repeat here. Source: official page 99110 (2,048 bytes, 20 a minute).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence

from bot.messages import Card
from bot.platforms.client import TIMEOUT_S
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.platforms.split import split_text
from bot.platforms.wecom.api import API_BASE, WeComApi
from bot.platforms.wecom.codec import PLATFORM
from bot.platforms.wecom.files import WeComFiles

LIMITS = Limits(recipients=1, per_minute=20)


class WeComWebhookRoute:
    """One group's webhook."""

    def __init__(self, name: str, key: str, api_base: str = API_BASE, timeout_s: float = TIMEOUT_S) -> None:
        """name: what the office calls it. key: what stands after key= in its address."""
        self._name = name
        self._api = WeComApi(api_base=api_base, timeout_s=timeout_s)
        self._post: Callable[[bytes], Awaitable[None]] = lambda body: self._api.send_to_group(key, body)
        self.freight: Freight | None = WeComFiles(
            lambda form: self._api.upload_for_group(key, form), _empty_body, self.send
        )

    @property
    def name(self) -> str:
        return f"wecom-webhook:{self._name}"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def limits(self) -> Limits:
        return LIMITS

    @property
    def spends(self) -> tuple[str, str]:
        return ("", "")

    def reaches(self, address: Address) -> bool:
        """Whether it is a chat; which one, the webhook itself can't know."""
        return _is_chat(address)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the JSON bodies that say `text`, one a part. Raises ValueError for anything but one chat."""
        _must_be_its_group(addresses)
        del card  # the words say the same
        return [_body(part) for part in split_text(text)] if text else []

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Post exactly `body`."""
        del token
        await self._post(body)
        return Outcome()

    async def close(self) -> None:
        await self._api.close()


def _is_chat(address: Address) -> bool:
    return address.account is None and bool(address.chat)


def _must_be_its_group(addresses: Sequence[Address]) -> None:
    if len(addresses) != 1 or not _is_chat(addresses[0]):
        raise ValueError("a webhook speaks to its own group")


def _empty_body(addresses: Sequence[Address]) -> bytes:
    _must_be_its_group(addresses)
    return b"{}"


def _body(text: str) -> bytes:
    message = {"msgtype": "text", "text": {"content": text, "mentioned_list": []}}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
