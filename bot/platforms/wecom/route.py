"""The self-built app's way out: `message/send` to members of its visible range.

The body is composed once and sent as it stands: the platform swallows an identical JSON within half an hour, so a
retry after a lost answer is safe, and what shall be said twice must differ. An errcode 0 may still leave people out.
Source: official page 90236.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.lent import CODE_LIFE, RESPONSE_CODE, Lent
from bot.messages import Card
from bot.platforms.client import TIMEOUT_S
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.platforms.split import split_text
from bot.platforms.tokens import TokenCache, TokenStore
from bot.platforms.wecom.api import API_BASE, WeComApi
from bot.platforms.wecom.cards import as_template_card
from bot.platforms.wecom.codec import PLATFORM
from bot.platforms.wecom.files import WeComFiles
from bot.store.aliases import is_encrypted

EVERYBODY = "@all"
TAG = re.compile(r"<(?=[A-Za-z/@])")
NOT_OURS = frozenset("|/")  # several members; another corp's member
DEDUPED_S = 1800
LIMITS = Limits(recipients=1000, per_minute=30, per_hour=1000, dedupes=timedelta(seconds=DEDUPED_S))
LEFT_OUT: Mapping[str, str] = {
    "invaliduser": "不在应用的可见范围内，或账号有误",
    "unlicenseduser": "没有企业微信接口许可",
}


class WeComAppRoute:
    """One app's messages to members."""

    def __init__(  # noqa: PLR0913 — what a route depends on
        self,
        *,
        corp_id: str,
        agent_id: int,
        secret: str,
        cache: TokenCache,
        clock: Clock,
        api_base: str = API_BASE,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """clock: its machine time measures the token's life."""
        self._agent_id, self._clock = agent_id, clock
        self._api = WeComApi(api_base=api_base, timeout_s=timeout_s)
        self._tokens = TokenStore(
            f"wecom-app:{corp_id}:{agent_id}", lambda: self._api.fetch_token(corp_id, secret), cache, clock
        )
        self.freight: Freight | None = WeComFiles(
            lambda form: self._tokens.using(lambda token: self._api.upload(token, form)),
            lambda addresses: self._body(self._members(addresses), {}),
            self.send,
        )

    @property
    def api(self) -> WeComApi:
        """The app's client, for what else is done with its token."""
        return self._api

    @property
    def tokens(self) -> TokenStore:
        """The app's one access token."""
        return self._tokens

    @property
    def name(self) -> str:
        return f"wecom-app:{self._agent_id}"

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
        """Whether it is one member: no id that reads as several or as all, of another corp, or encrypted."""
        account = address.account or ""
        single = bool(account) and account.lower() != EVERYBODY and not set(account) & NOT_OURS
        return address.chat is None and single and not is_encrypted(account)

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the JSON bodies that say `text` to these members, one a part, then one for a card to be pressed.

        Raises ValueError for other addresses.
        """
        members = self._members(addresses)
        bodies = [self._body(members, {"msgtype": "text", "text": {"content": part}}) for part in _parts(text)]
        if card and not card.shown:
            content = {"msgtype": "template_card", "template_card": as_template_card(card)}
            bodies.append(self._body(members, content))
        return bodies

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Post exactly `body`, with a new access token once where the old one does not hold."""
        del token
        answer = await self._tokens.using(lambda token: self._api.send_message(token, body))
        code = str(answer.get("response_code") or "")
        lent = Lent(RESPONSE_CODE, code, self._clock.machine() + CODE_LIFE) if code else None
        return Outcome(refused=_left_out(answer, body), reference=str(answer.get("msgid") or ""), lent=lent)

    async def close(self) -> None:
        await self._api.close()

    def _members(self, addresses: Sequence[Address]) -> str:
        if not all(self.reaches(address) for address in addresses) or not 0 < len(addresses) <= LIMITS.recipients:
            raise ValueError(f"a call takes 1 to {LIMITS.recipients} members")
        return "|".join(address.account or "" for address in addresses)

    def _body(self, members: str, content: Mapping[str, Any]) -> bytes:
        message = {
            "touser": members,
            "agentid": self._agent_id,
            "safe": 0,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DEDUPED_S,
        }
        return json.dumps(message | dict(content), ensure_ascii=False, separators=(",", ":")).encode()


def _parts(text: str) -> list[str]:
    """Cut a text into parts. A tag somebody typed stays words: the platform would make a link of `<a href>`."""
    return split_text(TAG.sub("＜", text)) if text else []


def _left_out(answer: Mapping[str, Any], body: bytes) -> dict[str, str]:
    """Say who was left out and why, by the ids we sent to: the platform gives them back in lower case."""
    members = str(json.loads(body).get("touser", "")).split("|")
    ours = {member.lower(): member for member in members}
    refused = {}
    for element, reason in LEFT_OUT.items():
        for member in filter(None, str(answer.get(element) or "").split("|")):
            refused[ours.get(member.lower(), member)] = reason
    return refused
