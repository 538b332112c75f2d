"""The AI bot's way out for a late answer: the address lent with a message, good once and for an hour.

It answers that message where it was said, private or in a group, as Markdown; in a group WeCom quotes the question.
The body is plain JSON, not sealed. Source: official page 101138; 30 a minute and 1,000 an hour in one chat (101463).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.errors import Refused
from bot.lent import RESPONSE_URL
from bot.messages import Card
from bot.platforms.client import TIMEOUT_S
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.platforms.split import split_written
from bot.platforms.tokens import TokenStale
from bot.platforms.wecom.aibot.frames import LIMIT
from bot.platforms.wecom.aibot.markdown import as_markdown
from bot.platforms.wecom.aibot.response_url import query_of
from bot.platforms.wecom.api import API_BASE, WeComApi
from bot.platforms.wecom.codec import PLATFORM

LIMITS = Limits(recipients=1, per_minute=30, per_hour=1000)


class WeComAiBotReply:
    """One AI bot's late answers."""

    freight: Freight | None = None

    def __init__(self, *, aibot_id: str, api_base: str = API_BASE, timeout_s: float = TIMEOUT_S) -> None:
        """api_base: where every answer goes, whatever address was lent."""
        self._door = f"wecom-aibot:{aibot_id}"
        self._api_base = api_base
        self._api = WeComApi(api_base=api_base, timeout_s=timeout_s)

    @property
    def name(self) -> str:
        return f"{self._door}/response_url"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def limits(self) -> Limits:
        return LIMITS

    @property
    def spends(self) -> tuple[str, str]:
        return (self._door, RESPONSE_URL)

    def reaches(self, address: Address) -> bool:
        """Whether it is an account or a chat; where the answer goes, the lent address alone says."""
        return bool(address.account or address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the body that says `text`; several where it is longer than 20,480 bytes, though one address takes one.

        card: left out, its words stand in the text. Raises ValueError for anything but one address.
        """
        if len(addresses) != 1:
            raise ValueError("a response address answers one message")
        del card
        return [_body(part.decode()) for part in split_written(text, _marked, LIMIT)] if text else []

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Post exactly `body` to the lent address. Raises Refused where it is used up, too old, or leads elsewhere."""
        query = query_of(token, self._api_base)
        if query is None:
            raise Refused("企业微信给的回复地址不在 api_base 之下，没有发送；请核对 wecom_aibot.api_base")
        try:
            await self._api.respond(query, body)
        except TokenStale as stale:  # no access token is used here: the code in the address does not hold
            raise Refused(str(stale), code=stale.code) from None
        return Outcome()

    async def close(self) -> None:
        await self._api.close()


def _marked(text: str) -> bytes:
    return as_markdown(text).encode()


def _body(content: str) -> bytes:
    message = {"msgtype": "markdown", "markdown": {"content": content}}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
