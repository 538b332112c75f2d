"""The robot's way out: batchSend to people, groupMessages/send to the groups it is in, interactive cards to both.

A stored body names its path and what is sent there, byte for byte the same each time. An answer with HTTP 200 may still
leave people out; a card may be created and not delivered. A card is never the only way: its text goes before it.
Sources: "批量发送人与机器人会话中机器人消息" (20 userIds a call), "机器人发送群聊消息" (msgParam of 15,000 bytes),
"创建并投放卡片", "更新卡片".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.messages import Card
from bot.platforms.client import TIMEOUT_S
from bot.platforms.dingtalk import cards
from bot.platforms.dingtalk.api import API_BASE, OLD_BASE, DingTalkApi, token_store
from bot.platforms.dingtalk.bodies import PLATFORM, write_object
from bot.platforms.dingtalk.errcodes import AlreadyThere
from bot.platforms.dingtalk.files import DingTalkFiles
from bot.platforms.dingtalk.outcomes import outcome_of
from bot.platforms.dingtalk.parts import parts_of
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.platforms.tokens import TokenCache

TO_PEOPLE = "/v1.0/robot/oToMessages/batchSend"
TO_GROUP = "/v1.0/robot/groupMessages/send"
CARD_MADE = "/v1.0/card/instances/createAndDeliver"
CARD_CHANGED = "/v1.0/card/instances"
METHODS: Mapping[str, str] = {TO_PEOPLE: "POST", TO_GROUP: "POST", CARD_MADE: "POST", CARD_CHANGED: "PUT"}
LIMITS = Limits(recipients=20, dedupes=timedelta(days=1))
ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}")
CHAT = re.compile(r"[A-Za-z0-9][A-Za-z0-9+/=_-]{0,127}")


class DingTalkRoute:
    """One robot's messages to people and groups."""

    def __init__(  # noqa: PLR0913 — what a route depends on
        self,
        *,
        robot_code: str,
        app_key: str,
        app_secret: str,
        cache: TokenCache,
        clock: Clock,
        card_template: str = "",
        api_base: str = API_BASE,
        old_base: str = OLD_BASE,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """card_template: empty: no cards, words only. clock: its machine time measures the token's life.

        old_base: where files are uploaded to.
        """
        self._robot_code, self._app_key, self._template = robot_code, app_key, card_template
        self.api = DingTalkApi(api_base=api_base, timeout_s=timeout_s)
        self.tokens = token_store(self.api, app_key, app_secret, cache, clock)
        self._old_api = DingTalkApi(api_base=old_base, timeout_s=timeout_s)
        self.freight: Freight | None = DingTalkFiles(
            lambda form: self.tokens.using(lambda token: self._old_api.upload(token, form)), self._file, self._call
        )

    @property
    def name(self) -> str:
        return f"dingtalk:{self._robot_code}"

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
        """Whether it is one member by his staff id or one group; the made-up id of somebody outside is none."""
        if address.chat is not None:
            return address.account is None and CHAT.fullmatch(address.chat) is not None
        return ACCOUNT.fullmatch(address.account or "") is not None

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the bodies: each part of the text to people in one call, to each group in one; then the card, once.

        Raises ValueError for other addresses.
        """
        said = [body for place in self._places(addresses) for body in self._words(text, place)]
        if card is None or not self._template:
            return said
        return [*said, self._card(card, text, addresses)]

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Make the call a stored body names, with a new access token once where the old one does not hold."""
        del token
        stored = json.loads(body)
        return await self._call(stored["path"], stored["body"])

    async def close(self) -> None:
        await self.api.close()
        await self._old_api.close()

    async def _call(self, path: str, body: Mapping[str, Any]) -> Outcome:
        content = write_object(body)
        try:
            answer = await self.tokens.using(lambda token: self.api.call(METHODS[path], path, content, token))
        except AlreadyThere:
            return Outcome()
        return outcome_of(answer)

    def _places(self, addresses: Sequence[Address]) -> list[Sequence[Address]]:
        """Return what one call each reaches: every group, and the people together. Raises ValueError."""
        if not all(map(self.reaches, addresses)) or not 0 < len(addresses) <= LIMITS.recipients:
            raise ValueError(f"a call takes 1 to {LIMITS.recipients} members or groups")
        people = [address for address in addresses if address.account]
        return [*([address] for address in addresses if address.chat), *([people] if people else [])]

    def _words(self, text: str, place: Sequence[Address]) -> list[bytes]:
        parts = parts_of(text, _parameter) if text else []
        return [self._said(place, {"msgKey": "sampleText", "msgParam": part.decode()}) for part in parts]

    def _file(self, addresses: Sequence[Address]) -> list[bytes]:
        """Build the bodies that hand over a file: each still needs its msgParam."""
        return [self._said(place, {"msgKey": "sampleFile"}) for place in self._places(addresses)]

    def _said(self, place: Sequence[Address], content: Mapping[str, str]) -> bytes:
        to_group = place[0].chat is not None
        where = {"openConversationId": place[0].chat} if to_group else {"userIds": [one.account for one in place]}
        return _stored(TO_GROUP if to_group else TO_PEOPLE, {"robotCode": self._robot_code, **where, **content})

    def _card(self, card: Card, text: str, addresses: Sequence[Address]) -> bytes:
        if card.shown:
            return _stored(CARD_CHANGED, cards.update(card, addresses))
        made = cards.delivery(
            card, text, addresses, template=self._template, robot_code=self._robot_code, app_key=self._app_key
        )
        return _stored(CARD_MADE, made)


def _parameter(text: str) -> bytes:
    return write_object({"content": text})


def _stored(path: str, body: Mapping[str, Any]) -> bytes:
    return write_object({"path": path, "body": body})
