"""Who stands behind an encrypted user id (open_userid): asked of WeCom with the app's token.

An AI bot may name members by ids of its own, which no other interface takes. The member must be in the app's visible
range; one who is not stays unknown. Source: official page 101521.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.platforms.protocol import Brought
from bot.platforms.tokens import TokenStore
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.codec import PLATFORM
from bot.store.aliases import is_encrypted

PATH = "batch/openuserid_to_userid"


class Directory:
    """The app's directory, asked for one id at a time. api, tokens: the app's own, shared with its route."""

    def __init__(self, name: str, api: WeComApi, tokens: TokenStore) -> None:
        self._name, self._api, self._tokens = name, api, tokens

    @property
    def name(self) -> str:
        return self._name

    @property
    def platform(self) -> str:
        return PLATFORM

    async def bring(self, request: bytes, token: str = "") -> Brought:
        """Ask who it is. request: JSON with `account`. Returns `account`, and `userid`, empty where nobody is known.

        Raises Refused, Throttled or TryLater.
        """
        del token
        account = str(json.loads(request)["account"])
        body = json.dumps({"open_userid_list": [account]}).encode()
        answer = await self._tokens.using(lambda token: self._api.ask(PATH, {"access_token": token}, body))
        return Brought({"event": "resolved", "account": account, "userid": _userid(answer, account)})

    async def close(self) -> None:
        """Nothing of its own is open."""


def _userid(answer: Mapping[str, Any], account: str) -> str:
    found = answer.get("userid_list")
    for one in found if isinstance(found, list) else ():
        if isinstance(one, dict) and one.get("open_userid") == account and isinstance(one.get("userid"), str):
            return str(one["userid"])
    refused = answer.get("invalid_open_userid_list")
    plain = isinstance(refused, list) and account in refused and not is_encrypted(account)
    return account if plain else ""
