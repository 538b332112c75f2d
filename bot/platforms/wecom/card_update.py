"""Shows a pressed card of the app as pressed: its button turns grey and says what was chosen.

The code that came with the press is good once, within 72 hours; it is a secret, so it is put into the body when the
call is made and stands in no row. Source: official page 94945.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.lent import RESPONSE_CODE
from bot.messages import Card
from bot.platforms.protocol import Address, Freight, Limits, Outcome
from bot.platforms.tokens import TokenStore
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.cards import LONGEST_SUBTITLE, shortened
from bot.platforms.wecom.codec import PLATFORM

LIMITS = Limits(recipients=1000)


class WeComAppCardUpdate:
    """One app's pressed cards. api, tokens: the app's own, shared with its route."""

    freight: Freight | None = None

    def __init__(self, agent_id: int, api: WeComApi, tokens: TokenStore) -> None:
        self._door = f"wecom-app:{agent_id}"
        self._agent_id, self._api, self._tokens = agent_id, api, tokens

    @property
    def name(self) -> str:
        return f"{self._door}/response_code"

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def limits(self) -> Limits:
        return LIMITS

    @property
    def spends(self) -> tuple[str, str]:
        return (self._door, RESPONSE_CODE)

    def reaches(self, address: Address) -> bool:
        """Whether it is a member."""
        return bool(address.account) and address.chat is None

    def compose(self, text: str, addresses: Sequence[Address], card: Card | None = None) -> list[bytes]:
        """Build the body that shows a pressed card to these members; none where there are words to say."""
        members = [address.account for address in addresses if self.reaches(address)]
        if text or card is None or not card.shown or len(members) != len(addresses):
            return []
        body = {
            "userids": members,
            "agentid": self._agent_id,
            "button": {"replace_name": shortened(card.shown, LONGEST_SUBTITLE)},
        }
        return [_json(body)]

    async def send(self, body: bytes, token: str = "") -> Outcome:
        """Make the call with the code in it, and a new access token once where the old one does not hold."""
        whole = _json(json.loads(body) | {"response_code": token})
        await self._tokens.using(lambda access: self._api.update_card(access, whole))
        return Outcome()

    async def close(self) -> None:
        """Nothing of its own is open."""


def _json(body: dict[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
