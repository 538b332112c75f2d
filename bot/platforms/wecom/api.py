"""WeCom's server API over HTTP: one request, one typed answer or one typed error.

Secret, access token and webhook key travel in the URL, so no URL and no exception of the HTTP library gets out of here.
What failed before the request left is TryLater; what got lost after it, FateUnknown where it may have had an effect.
Sources: official pages 91039 (gettoken), 90236 (message/send), 90238 (getcallbackip).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.errors import DeliveryError, FateUnknown, TryLater
from bot.platforms.wecom.errcodes import error_for

API_BASE = "https://qyapi.weixin.qq.com"
TIMEOUT_S = 10.0
CONNECT_TIMEOUT_S = 5.0
LARGEST_ANSWER = 1 << 20
NOT_TAKEN = frozenset({429, 503})  # refused at the entrance
SERVER_TROUBLE = 500
OK = 200

_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)
_ON_THE_WAY = (aiohttp.ClientError, TimeoutError, OSError)


class WeComApi:
    """The HTTP client of one API address. Connections belong to the event loop of the first call."""

    def __init__(self, *, api_base: str = API_BASE, timeout_s: float = TIMEOUT_S) -> None:
        """timeout_s: for a whole request, connecting included."""
        self._base = api_base.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=min(timeout_s, CONNECT_TIMEOUT_S))
        self._session: aiohttp.ClientSession | None = None

    async def fetch_token(self, corp_id: str, secret: str) -> tuple[str, float]:
        """Return an access token and its life in seconds. Raises Refused, Throttled or TryLater."""
        answer = await self.ask("gettoken", {"corpid": corp_id, "corpsecret": secret})
        token, life_s = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(life_s, int | float) or life_s <= 0:
            raise TryLater("企业微信 gettoken 的回答中没有令牌")
        return token, float(life_s)

    async def send_message(self, token: str, body: bytes) -> Mapping[str, Any]:
        """Post exactly `body` to message/send.

        Raises TokenStale, Refused, Throttled, TryLater, or FateUnknown where the answer was lost.
        """
        return await self._request("POST", "message/send", {"access_token": token}, body)

    async def send_to_group(self, key: str, body: bytes) -> None:
        """Post exactly `body` to the webhook with that key; official page 99110.

        Raises Refused, Throttled, TryLater, or FateUnknown where the answer was lost.
        """
        await self._request("POST", "webhook/send", {"key": key}, body)

    async def ask(self, path: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        """Make a GET that changes nothing. Raises TokenStale, Refused, Throttled or TryLater."""
        try:
            return await self._request("GET", path, query, None)
        except FateUnknown as lost:
            raise TryLater(str(lost)) from None

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _request(self, method: str, path: str, query: Mapping[str, str], body: bytes | None) -> Mapping[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())
        url = f"{self._base}/cgi-bin/{path}"
        headers = {"Content-Type": "application/json"} if body is not None else None
        try:
            async with self._session.request(
                method, url, params=query, data=body, headers=headers, allow_redirects=False
            ) as response:
                content = await _read(response)
                return _answer(path, response.status, content)
        except _BEFORE_SENDING as trouble:
            raise TryLater(f"连不上企业微信接口 {path}（{type(trouble).__name__}）；检查网络和 api_base") from None
        except _ON_THE_WAY as trouble:
            raise FateUnknown(f"企业微信接口 {path} 没有回答（{type(trouble).__name__}）") from None


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
        answer = json.loads(content) if status == OK else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(code := answer.get("errcode", 0), int):
        raise _no_answer(path, status)
    if code:
        raise error_for(code, str(answer.get("errmsg", "")))
    return answer


def _no_answer(path: str, status: int) -> DeliveryError:
    """Judge an answer that is not the API's JSON, such as a gateway's or a proxy's HTML page.

    A redirect, 4xx, 429 and 503 come from something that stands before the API: nothing was taken. Else: who knows.
    """
    text = f"企业微信接口 {path} 回了 HTTP {status}，不是 JSON；检查出口代理和 api_base"
    stopped_before = status != OK and (status < SERVER_TROUBLE or status in NOT_TAKEN)
    return TryLater(text) if stopped_before else FateUnknown(text)
