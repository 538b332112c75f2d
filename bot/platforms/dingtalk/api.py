"""DingTalk's APIs over HTTP: one request, one typed answer or one typed error.

The access token travels in a header, the secret of a session in its address: no URL, header or exception of the HTTP
library gets out of here. What failed before the request left is TryLater; what got lost after it, FateUnknown where it
may have had an effect. Below /v1.0 an error is an HTTP 4xx with `code`, on the old paths an `errcode` with HTTP 200.
Source: "获取企业内部应用的accessToken", "调用频率限制", "上传媒体文件".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from bot.errors import DeliveryError, FateUnknown, Refused, TryLater
from bot.platforms.client import NOT_TAKEN, OK, SERVER_TROUBLE, TIMEOUT_S, UPLOAD_TIMEOUT_S, Asked, Client
from bot.platforms.dingtalk.bodies import write_object
from bot.platforms.dingtalk.errcodes import address_banned, error_for, is_known
from bot.platforms.freight import media_of
from bot.platforms.multipart import Form
from bot.platforms.tokens import TokenCache, TokenStore

API_BASE = "https://api.dingtalk.com"
OLD_BASE = "https://oapi.dingtalk.com"
UPLOAD_PATH = "/media/upload"
TOKEN_PATH = "/v1.0/oauth2/accessToken"  # noqa: S105 — a path
TOKEN_HEADER = "x-acs-dingtalk-access-token"  # noqa: S105 — a header's name


class DingTalkApi:
    """The HTTP client of one API address. Connections belong to the event loop of the first call."""

    def __init__(self, *, api_base: str = API_BASE, timeout_s: float = TIMEOUT_S) -> None:
        """timeout_s: for a whole request, connecting included."""
        self._base = api_base.rstrip("/")
        self._client = Client("钉钉", timeout_s)

    async def fetch_token(self, app_key: str, app_secret: str) -> tuple[str, float]:
        """Return an access token and its life in seconds. Raises Refused, Throttled or TryLater."""
        answer = await self.ask(TOKEN_PATH, write_object({"appKey": app_key, "appSecret": app_secret}))
        token, life_s = answer.get("accessToken"), answer.get("expireIn")
        if not isinstance(token, str) or not token or not isinstance(life_s, int | float) or life_s <= 0:
            raise TryLater("钉钉 accessToken 的回答中没有令牌")
        return token, float(life_s)

    async def call(self, method: str, path: str, body: bytes, token: str = "") -> Mapping[str, Any]:
        """Send exactly `body` to `path`.

        Raises TokenStale, Refused, Throttled, TryLater, or FateUnknown where the answer was lost.
        """
        return await self._request(method, path, "", body, {TOKEN_HEADER: token} if token else {})

    async def ask(self, path: str, body: bytes, token: str = "") -> Mapping[str, Any]:
        """Make a POST that changes nothing. Raises TokenStale, Refused, Throttled or TryLater."""
        try:
            return await self.call("POST", path, body, token)
        except FateUnknown as lost:
            raise TryLater(str(lost)) from None

    async def post_with(self, path: str, query: str, body: bytes) -> Mapping[str, Any]:
        """Post to an address that is its own secret. query: as it came, percent-encoded. Raises as `call`."""
        return await self._request("POST", path, query, body, {})

    async def upload(self, token: str, form: Form) -> str:
        """Upload a file, on the old address; return its media_id. Raises as `ask`."""
        headers = {"Content-Type": form.content_type, "Accept": "application/json"}
        query = {"access_token": token, "type": "file"}
        asked = Asked(
            "POST", self._base + UPLOAD_PATH, query, UPLOAD_PATH, form.body, headers, timeout_s=UPLOAD_TIMEOUT_S
        )
        try:
            got = await self._client.request(asked)
            media = media_of(self._answer(UPLOAD_PATH, got.status, got.content).get("media_id"))
        except FateUnknown as lost:  # an upload nobody refers to is nothing
            raise TryLater(str(lost)) from None
        if not media:
            raise TryLater("钉钉 media/upload 的回答中没有文件编号")
        return media

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()

    async def _request(
        self, method: str, path: str, query: str, body: bytes, headers: Mapping[str, str]
    ) -> Mapping[str, Any]:
        sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        got = await self._client.request(Asked(method, self._base + path, query, path, body, sent))
        return self._answer(path, got.status, got.content)

    def _answer(self, path: str, status: int, content: bytes) -> Mapping[str, Any]:
        try:
            answer = json.loads(content)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise self._client.no_answer(path, status)
        if answer.get("punish"):
            raise address_banned()
        code = answer.get("errcode") if status == OK else answer.get("code", answer.get("errcode"))
        if code in (None, 0) and status == OK:
            return _succeeded(path, answer)
        if isinstance(code, bool) or not isinstance(code, str | int) or code == 0:
            raise self._client.no_answer(path, status)
        raise _error(path, status, code, answer)


def token_store(api: DingTalkApi, app_key: str, app_secret: str, cache: TokenCache, clock: Clock) -> TokenStore:
    """Return the store of an app's access token. clock: its machine time measures the token's life."""
    return TokenStore(f"dingtalk:{app_key}", lambda: api.fetch_token(app_key, app_secret), cache, clock)


def _succeeded(path: str, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    if answer.get("success") is False:
        raise Refused(f"钉钉接口 {path} 没有办成；请把本条日志交给维护人员")
    return answer


def _error(path: str, status: int, code: str | int, answer: Mapping[str, Any]) -> DeliveryError:
    """Judge an error by its code; one nobody documented, with a server's status, may have been taken."""
    if not is_known(code) and status in NOT_TAKEN:
        return TryLater(f"钉钉接口 {path} 回了 HTTP {status}，稍后再试")
    if not is_known(code) and status >= SERVER_TROUBLE:
        return FateUnknown(f"钉钉接口 {path} 出错（HTTP {status}）")
    return error_for(code, answer)
