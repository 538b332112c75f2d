"""Answers by the session webhook that came with a message: to where it was said, for about ninety minutes.

It takes no token and no cards, and it may be used often. The address is looked at again before anything is sent there.
Source: dingtalk-stream 0.24.3 (reply_text); 300001 is what an address answers whose time is over.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import Refused
from bot.messages import Card
from bot.platforms.client import TIMEOUT_S
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.dingtalk.bodies import PLATFORM, write_object
from bot.platforms.dingtalk.parts import parts_of
from bot.platforms.dingtalk.webhook_address import SESSION_PATH, session_query
from bot.platforms.protocol import SESSION_WEBHOOK, Address, Freight, Limits, Outcome

LIMITS = Limits()
ELSEWHERE = "会话地址不是钉钉的，没有发送；核对 dingtalk_robot.session_base"


class DingTalkSession:
    """One robot's answers on the spot."""

    freight: Freight | None = None

    def __init__(self, *, robot_code: str, session_base: str, timeout_s: float = TIMEOUT_S) -> None:
        """session_base: the only place session webhooks may lead."""
        self._robot_code = robot_code
        self._session_base = session_base
        self._api = DingTalkApi(api_base=session_base, timeout_s=timeout_s)

    @property
    def name(self) -> str:
        return f"dingtalk:{self._robot_code}/session_webhook"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def limits(self) -> Limits:
        return LIMITS

    @property
    def spends(self) -> tuple[str, str]:
        return (f"dingtalk:{self._robot_code}", SESSION_WEBHOOK)

    def reaches(self, address: Address) -> bool:
        """Whether it is one place; the token it spends decides which."""
        return bool(address.account or address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the JSON bodies that say `text`; a card is left out, the text says the same. Raises ValueError."""
        if len(addresses) != 1 or not self.reaches(addresses[0]):
            raise ValueError("a session leads to one place")
        del card
        return parts_of(text, _body) if text else []

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Post exactly `body` to the session webhook `token`."""
        query = session_query(token, self._session_base)
        if query is None:
            raise Refused(ELSEWHERE)
        await self._api.post_with(SESSION_PATH, query, body)
        return Outcome()

    async def close(self) -> None:
        await self._api.close()


def _body(text: str) -> bytes:
    at = {"atUserIds": [], "atMobiles": [], "isAtAll": False}
    return write_object({"msgtype": "text", "text": {"content": text}, "at": at})
