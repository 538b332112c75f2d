"""WeCom's server API over HTTP: one request, one typed answer or one typed error.

Secret, access token and webhook key travel in the URL, so no URL and no exception of the HTTP library gets out of here.
What failed before the request left is TryLater; what got lost after it, FateUnknown where it may have had an effect.
Sources: official pages 91039 (gettoken), 90236 (message/send), 90238 (getcallbackip), 90254 (media/get), 90253
(media/upload).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.errors import FateUnknown, Refused, TryLater
from bot.platforms.client import LARGEST_ANSWER, OK, TIMEOUT_S, UPLOAD_TIMEOUT_S, Asked, Client, Got
from bot.platforms.disposition import file_name
from bot.platforms.freight import media_of
from bot.platforms.media import Downloaded
from bot.platforms.multipart import Form
from bot.platforms.wecom.errcodes import error_for

API_BASE = "https://qyapi.weixin.qq.com"
MEDIA_GET = "media/get"
WORDS = frozenset({"application/json", "text/plain", "text/json", "text/html"})


class WeComApi:
    """The HTTP client of one API address. Connections belong to the event loop of the first call."""

    def __init__(self, *, api_base: str = API_BASE, timeout_s: float = TIMEOUT_S) -> None:
        """timeout_s: for a whole request, connecting included."""
        self._base = api_base.rstrip("/")
        self._client = Client("企业微信", timeout_s)

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

    async def update_card(self, token: str, body: bytes) -> None:
        """Post exactly `body` to message/update_template_card; official page 94945.

        Raises TokenStale, Refused, Throttled, TryLater, or FateUnknown where the answer was lost.
        """
        await self._request("POST", "message/update_template_card", {"access_token": token}, body)

    async def respond(self, query: str, body: bytes) -> None:
        """Post exactly `body` to an AI bot's response address, lent with a message; official page 101138.

        query: as lent, secret. The page says nothing of the answer's body; an empty one is a yes.
        Raises Refused, Throttled, TryLater, or FateUnknown where the answer was lost.
        """
        got = await self._exchange("POST", "aibot/response", query, body)
        if got.status != OK or got.content:
            self._answer("aibot/response", got)

    async def ask(self, path: str, query: Mapping[str, str], body: bytes | None = None) -> Mapping[str, Any]:
        """Make a call that changes nothing, a POST where there is a body.

        Raises TokenStale, Refused, Throttled or TryLater.
        """
        try:
            return await self._request("GET" if body is None else "POST", path, query, body)
        except FateUnknown as lost:
            raise TryLater(str(lost)) from None

    async def fetch_media(self, token: str, media_id: str, largest: int) -> Downloaded:
        """Fetch a file somebody sent to the app; official page 90254.

        largest: bytes. Raises TokenStale, Refused (unknown, too old, too large), Throttled or TryLater.
        """
        query = {"access_token": token, "media_id": media_id}
        try:
            got = await self._exchange("GET", MEDIA_GET, query, None, largest)
            if _is_file(got) and got.is_whole:
                return Downloaded(got.content, got.media_type, file_name(got.disposition))
            if _is_file(got):
                raise Refused(f"文件超过 {largest / (1 << 20):g} 兆字节，没有下载")
            self._answer(MEDIA_GET, got)
        except FateUnknown as lost:
            raise TryLater(str(lost)) from None
        raise Refused("企业微信没有给出文件；请发送人重发")

    async def upload(self, token: str, form: Form) -> str:
        """Upload a file for the app to send; return its media_id. Raises as `ask`."""
        return await self._upload("media/upload", {"access_token": token, "type": "file"}, form)

    async def upload_for_group(self, key: str, form: Form) -> str:
        """Upload a file for the webhook with that key to send; return its media_id. Raises as `ask`."""
        return await self._upload("webhook/upload_media", {"key": key, "type": "file"}, form)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.close()

    async def _upload(self, path: str, query: Mapping[str, str], form: Form) -> str:
        headers = {"Content-Type": form.content_type}
        address = f"{self._base}/cgi-bin/{path}"
        asked = Asked("POST", address, query, path, form.body, headers, timeout_s=UPLOAD_TIMEOUT_S)
        try:
            media = media_of(self._answer(path, await self._client.request(asked)).get("media_id"))
        except FateUnknown as lost:  # an upload nobody refers to is nothing
            raise TryLater(str(lost)) from None
        if not media:
            raise TryLater(f"企业微信 {path} 的回答中没有文件编号")
        return media

    async def _request(self, method: str, path: str, query: Mapping[str, str], body: bytes | None) -> Mapping[str, Any]:
        return self._answer(path, await self._exchange(method, path, query, body))

    async def _exchange(
        self, method: str, path: str, query: Mapping[str, str] | str, body: bytes | None, largest: int = LARGEST_ANSWER
    ) -> Got:
        """Make one request. query: names and values, or the whole of it as written."""
        headers = {"Content-Type": "application/json"} if body is not None else None
        return await self._client.request(
            Asked(method, f"{self._base}/cgi-bin/{path}", query, path, body, headers, largest)
        )

    def _answer(self, path: str, got: Got) -> Mapping[str, Any]:
        try:
            answer = json.loads(got.content) if got.status == OK else None
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or not isinstance(code := answer.get("errcode", 0), int):
            raise self._client.no_answer(path, got.status)
        if code:
            raise error_for(code, str(answer.get("errmsg", "")))
        return answer


def _is_file(got: Got) -> bool:
    """Say whether it is a file's bytes, not an answer in JSON."""
    return got.status == OK and (bool(got.disposition) or got.media_type not in WORDS)
