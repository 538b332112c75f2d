"""DingTalk's APIs over HTTP: one request, one typed answer or one typed error.

The access token travels in a header, the secret of a session in its address: no URL, header or exception of the HTTP
library gets out of here. What failed before the request left is TryLater; what got lost after it, FateUnknown where it
may have had an effect. Below /v1.0 an error is an HTTP 4xx with `code`, on the old paths an `errcode` with HTTP 200.
Source: "获取企业内部应用的accessToken", "调用频率限制".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

from bot.clock import Clock
from bot.errors import DeliveryError, FateUnknown, Refused, TryLater
from bot.platforms.dingtalk.bodies import write_object
from bot.platforms.dingtalk.errcodes import address_banned, error_for, is_known
from bot.platforms.tokens import TokenCache, TokenStore

API_BASE = "https://api.dingtalk.com"
TIMEOUT_S = 10.0
CONNECT_TIMEOUT_S = 5.0
LARGEST_ANSWER = 1 << 20
TOKEN_PATH = "/v1.0/oauth2/accessToken"  # noqa: S105 — a path
TOKEN_HEADER = "x-acs-dingtalk-access-token"  # noqa: S105 — a header's name
NOT_TAKEN = frozenset({429, 503})  # refused at the entrance
OK, SERVER_TROUBLE = 200, 500

_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)
_ON_THE_WAY = (aiohttp.ClientError, TimeoutError, OSError)


class DingTalkApi:
    """The HTTP client of one API address. Connections belong to the event loop of the first call."""

    def __init__(self, *, api_base: str = API_BASE, timeout_s: float = TIMEOUT_S) -> None:
        """timeout_s: for a whole request, connecting included."""
        self._base = api_base.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=min(timeout_s, CONNECT_TIMEOUT_S))
        self._session: aiohttp.ClientSession | None = None

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

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _request(
        self, method: str, path: str, query: str, body: bytes, headers: Mapping[str, str]
    ) -> Mapping[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())
        url = URL(self._base + path + (f"?{query}" if query else ""), encoded=True)
        sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        try:
            async with self._session.request(method, url, data=body, headers=sent, allow_redirects=False) as response:
                content = await _read(response)
                return _answer(path, response.status, content)
        except _BEFORE_SENDING as trouble:
            raise TryLater(f"连不上钉钉接口 {path}（{type(trouble).__name__}）；检查网络和 api_base") from None
        except _ON_THE_WAY as trouble:
            raise FateUnknown(f"钉钉接口 {path} 没有回答（{type(trouble).__name__}）") from None


def token_store(api: DingTalkApi, app_key: str, app_secret: str, cache: TokenCache, clock: Clock) -> TokenStore:
    """Return the store of an app's access token. clock: its machine time measures the token's life."""
    return TokenStore(f"dingtalk:{app_key}", lambda: api.fetch_token(app_key, app_secret), cache, clock)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Read at most 1 MiB; more is no answer of this API."""
    content = bytearray()
    async for piece in response.content.iter_chunked(1 << 16):
        content += piece
        if len(content) > LARGEST_ANSWER:
            return b""
    return bytes(content)


def _answer(path: str, status: int, content: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise _no_answer(path, status)
    if answer.get("punish"):
        raise address_banned()
    code = answer.get("errcode") if status == OK else answer.get("code", answer.get("errcode"))
    if code in (None, 0) and status == OK:
        return _succeeded(path, answer)
    if isinstance(code, bool) or not isinstance(code, str | int) or code == 0:
        raise _no_answer(path, status)
    raise _error(path, status, code, answer)


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


def _no_answer(path: str, status: int) -> DeliveryError:
    """Judge an answer that is not the API's JSON, such as a gateway's or a proxy's HTML page.

    A redirect, 4xx, 429 and 503 come from something that stands before the API: nothing was taken. Else: who knows.
    """
    text = f"钉钉接口 {path} 回了 HTTP {status}，不是它的 JSON；检查出口代理和 api_base"
    stopped_before = status != OK and (status < SERVER_TROUBLE or status in NOT_TAKEN)
    return TryLater(text) if stopped_before else FateUnknown(text)
