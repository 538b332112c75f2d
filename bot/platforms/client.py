"""One HTTP request to a vendor: bounded, never redirected, and with errors that say whether it may have had an effect.

Tokens and secrets travel in addresses and headers, so no address, header or exception of the HTTP library gets out of
here. What failed before the request left is TryLater; what got lost after it is FateUnknown.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.errors import DeliveryError, FateUnknown, TryLater
from bot.platforms.media import media_type_of

TIMEOUT_S = 10.0
UPLOAD_TIMEOUT_S = 60.0  # less than a call is leased for
CONNECT_TIMEOUT_S = 5.0
LARGEST_ANSWER = 1 << 20
PIECE = 1 << 16
NOT_TAKEN = frozenset({429, 503})  # refused at the entrance
OK, SERVER_TROUBLE = 200, 500

_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)
_ON_THE_WAY = (aiohttp.ClientError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Got:
    """What came back. is_whole: whether it was not larger than expected; what was is not kept."""

    status: int
    content: bytes
    is_whole: bool
    media_type: str
    disposition: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. about: what the operator reads of it; no secret. timeout_s: instead of the client's own."""

    method: str
    url: str
    query: Mapping[str, str] | str
    about: str
    body: bytes | None = None
    headers: Mapping[str, str] | None = None
    largest: int = LARGEST_ANSWER
    timeout_s: float | None = None

    @property
    def address(self) -> URL:
        """The whole address. A query that is one string is taken as it is written."""
        if isinstance(self.query, str):
            return URL(f"{self.url}?{self.query}" if self.query else self.url, encoded=True)
        return URL(self.url).with_query(self.query)


class Client:
    """The connections to one vendor, named in Chinese. They belong to the event loop of the first request."""

    def __init__(self, vendor: str, timeout_s: float = TIMEOUT_S) -> None:
        """timeout_s: for a whole request, connecting included."""
        self._vendor = vendor
        self._timeout = _timeout(timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def request(self, asked: Asked) -> Got:
        """Make one request. Raises TryLater, or FateUnknown where the answer was lost."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())
        try:
            async with self._session.request(
                asked.method,
                asked.address,
                data=_in_pieces(asked.body),
                headers=asked.headers,
                allow_redirects=False,
                timeout=self._timeout if asked.timeout_s is None else _timeout(asked.timeout_s),
            ) as answer:
                return await _read(answer, asked.largest)
        except _BEFORE_SENDING as trouble:
            text = f"连不上{self._vendor}接口 {asked.about}（{type(trouble).__name__}）；检查网络和 api_base"
            raise TryLater(text) from None
        except _ON_THE_WAY as trouble:
            raise FateUnknown(f"{self._vendor}接口 {asked.about} 没有回答（{type(trouble).__name__}）") from None

    def no_answer(self, about: str, status: int) -> DeliveryError:
        """Judge an answer that is not the vendor's JSON, such as a gateway's or a proxy's HTML page.

        A redirect, 4xx, 429 and 503 come from something that stands before the API: nothing was taken. Else: who knows.
        """
        text = f"{self._vendor}接口 {about} 回了 HTTP {status}，不是 JSON；检查出口代理和 api_base"
        stopped_before = status != OK and (status < SERVER_TROUBLE or status in NOT_TAKEN)
        return TryLater(text) if stopped_before else FateUnknown(text)

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _in_pieces(body: bytes | None) -> bytes | io.BytesIO | None:
    """Let a large body be written piece by piece, so that the event loop goes on meanwhile."""
    return io.BytesIO(body) if body is not None and len(body) > PIECE else body


def _timeout(total_s: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=total_s, sock_connect=min(total_s, CONNECT_TIMEOUT_S))


async def _read(answer: aiohttp.ClientResponse, largest: int) -> Got:
    content = bytearray()
    async for piece in answer.content.iter_chunked(PIECE):
        content += piece
        if len(content) > largest:
            break
    is_whole = len(content) <= largest
    disposition = answer.headers.get("Content-Disposition", "")
    return Got(answer.status, bytes(content) if is_whole else b"", is_whole, media_type_of(answer), disposition)
