"""A group's custom robot (自定义机器人): speaks to its own group and hears nothing. Signed at the moment of sending.

Which chat it belongs to is for the routing to know: the body names no receiver. A card stays words. Above twenty a
minute it is blocked for ten. Nothing swallows a repeat here. Sources: "自定义机器人接入", "自定义机器人安全设置".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlencode

from bot.clock import Clock
from bot.errors import Refused
from bot.messages import Card
from bot.platforms.client import TIMEOUT_S
from bot.platforms.dingtalk.api import DingTalkApi
from bot.platforms.dingtalk.bodies import PLATFORM, write_object
from bot.platforms.dingtalk.errcodes import error_for
from bot.platforms.dingtalk.parts import parts_of
from bot.platforms.dingtalk.signature import robot_sign
from bot.platforms.protocol import Address, Freight, Limits, Outcome

API_BASE = "https://oapi.dingtalk.com"
PATH = "/robot/send"
LIMITS = Limits(recipients=1, per_minute=20)
NO_SESSION, NO_ROBOT = 300001, 300005  # older answers say the first of a robot that is gone


class DingTalkWebhookRoute:
    """One group's custom robot."""

    freight: Freight | None = None

    def __init__(
        self,
        name: str,
        access_token: str,
        secret: str,
        clock: Clock,
        api_base: str = API_BASE,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """name: what the office calls it. secret: of 加签. clock: its machine time is signed."""
        self._name = name
        self._api = DingTalkApi(api_base=api_base, timeout_s=timeout_s)
        self._query: Callable[[], str] = lambda: _signed(access_token, secret, clock.machine())

    @property
    def name(self) -> str:
        return f"dingtalk-webhook:{self._name}"

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
        """Whether it is a chat; which one, the robot itself can't know."""
        return address.account is None and bool(address.chat)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the JSON bodies that say `text`, one a part. Raises ValueError for anything but one chat."""
        if len(addresses) != 1 or not self.reaches(addresses[0]):
            raise ValueError("a custom robot speaks to its own group")
        del card  # the words say the same
        return parts_of(text, _body) if text else []

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Post exactly `body`, signed with the machine's time."""
        del token
        try:
            await self._api.post_with(PATH, self._query(), body)
        except Refused as refused:
            raise error_for(NO_ROBOT, {}) if refused.code == NO_SESSION else refused from None
        return Outcome()

    async def close(self) -> None:
        await self._api.close()


def _signed(access_token: str, secret: str, now: datetime) -> str:
    """Write the query of one call, percent-encoded."""
    timestamp = str(int(now.timestamp() * 1000))
    return urlencode({"access_token": access_token, "timestamp": timestamp, "sign": robot_sign(timestamp, secret)})


def _body(text: str) -> bytes:
    at = {"atUserIds": [], "atMobiles": [], "isAtAll": False}
    return write_object({"msgtype": "text", "text": {"content": text}, "at": at})
