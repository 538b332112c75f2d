"""Fetch a file that a platform put up for some minutes: from hosts the operator named, and nothing but the file.

The address is a secret and comes from outside: it never gets into an exception, a redirect is not followed, and a file
that is too large is let go of where it becomes so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import aiohttp
from yarl import URL

from bot.errors import DeliveryError, Refused, TryLater
from bot.platforms.disposition import file_name
from bot.platforms.hosts import allowed

TIMEOUT_S = 30.0
CONNECT_TIMEOUT_S = 5.0
LARGEST = 30 << 20  # bytes
PIECE = 1 << 16
OK, SERVER_TROUBLE = 200, 500
PASSING = frozenset({408, 425, 429})
MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")
BYTES = "application/octet-stream"

_TROUBLE = (aiohttp.ClientError, TimeoutError, OSError, ValueError)


class Downloaded(NamedTuple):
    """A file as its server gave it. name: safe; empty where none was given."""

    content: bytes
    media_type: str
    name: str


async def download(
    url: str, hosts: Sequence[str], *, timeout_s: float = TIMEOUT_S, largest: int = LARGEST
) -> Downloaded:
    """Fetch one file.

    hosts: patterns as bot/origins.py reads them. timeout_s: for the whole file. largest: bytes.
    Raises Refused (a host that is not named, a redirect, 4xx, too large) or TryLater.
    """
    address = allowed(url, hosts)
    if address is None:
        raise Refused("文件的下载地址不在允许的范围内，没有下载；若地址属实，请把主机名加入 media_hosts")
    timeout = aiohttp.ClientTimeout(total=timeout_s, sock_connect=min(timeout_s, CONNECT_TIMEOUT_S))
    try:
        async with (
            aiohttp.ClientSession(
                timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            ) as session,
            session.get(
                URL(address, encoded=True), headers={"Accept-Encoding": "identity"}, allow_redirects=False
            ) as response,
        ):
            _judge(response, largest)
            content = await _read(response, largest)
            return Downloaded(
                content, media_type_of(response), file_name(response.headers.get("Content-Disposition", ""))
            )
    except _TROUBLE as trouble:
        raise TryLater(f"文件没有下载成功（{type(trouble).__name__}）；检查服务器的外网连接") from None


def _judge(response: aiohttp.ClientResponse, largest: int) -> None:
    """Refuse what is no file before reading it."""
    if response.status != OK:
        raise _refusal(response.status)
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refused("文件经过压缩传输，没有下载")
    if response.content_length is not None and response.content_length > largest:
        raise _too_large(largest)


async def _read(response: aiohttp.ClientResponse, largest: int) -> bytes:
    content = bytearray()
    async for piece in response.content.iter_chunked(PIECE):
        content += piece
        if len(content) > largest:
            raise _too_large(largest)
    return bytes(content)


def _refusal(status: int) -> DeliveryError:
    text = f"文件的服务器回了 HTTP {status}"
    if status >= SERVER_TROUBLE or status in PASSING:
        return TryLater(text + "，稍后再试")
    return Refused(text + "；下载地址可能已过期，请发送人重发")


def _too_large(largest: int) -> Refused:
    return Refused(f"文件超过 {largest / (1 << 20):g} 兆字节，没有下载")


def media_type_of(response: aiohttp.ClientResponse) -> str:
    """Return the media type a server gives, `application/octet-stream` where it is none."""
    given = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return given if MEDIA_TYPE.fullmatch(given) else BYTES
