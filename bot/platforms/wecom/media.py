"""The pictures and files people send: an app's are asked for by id, an AI bot's lie encrypted at an address.

Sources: official pages 90254 (media/get), 100719 (AES-256-CBC with the callback's EncodingAESKey, PKCS#7 to 32 bytes,
the key's first 16 bytes as IV; the address holds for five minutes).
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import Refused
from bot.platforms.media import BYTES, LARGEST, TIMEOUT_S, download
from bot.platforms.protocol import Brought
from bot.platforms.tokens import TokenStore
from bot.platforms.wecom.api import WeComApi
from bot.platforms.wecom.codec import PLATFORM
from bot.platforms.wecom.vendor import open_file

#: What a file begins with, told before its name is believed.
BEGINNINGS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"%PDF-": "application/pdf",
    b"#!AMR": "audio/amr",
}


class AiBotMedia:
    """What was sent to an AI bot."""

    def __init__(
        self,
        name: str,
        aes_keys: Sequence[str],
        hosts: Sequence[str],
        *,
        timeout_s: float = TIMEOUT_S,
        largest: int = LARGEST,
    ) -> None:
        """aes_keys: EncodingAESKeys, the current one first. hosts: patterns as in bot/platforms/hosts.py."""
        self._name, self._keys, self._hosts = name, tuple(aes_keys), tuple(hosts)
        self._timeout_s, self._largest = timeout_s, largest

    @property
    def name(self) -> str:
        return self._name

    @property
    def platform(self) -> str:
        return PLATFORM

    async def bring(self, request: bytes, token: str = "") -> Brought:
        """Fetch and decrypt one file. request, token: as the door lent them. Raises Refused or TryLater."""
        file = await download(_address(token), self._hosts, timeout_s=self._timeout_s, largest=self._largest)
        content = decrypted(file.content, self._keys)
        return _brought(request, content, file.name, BYTES)

    async def close(self) -> None:
        """Nothing stays open."""


class AppMedia:
    """What was sent to an app. api, tokens: the app's own, shared with its route."""

    def __init__(self, name: str, api: WeComApi, tokens: TokenStore, *, largest: int = LARGEST) -> None:
        self._name, self._api, self._tokens, self._largest = name, api, tokens, largest

    @property
    def name(self) -> str:
        return self._name

    @property
    def platform(self) -> str:
        return PLATFORM

    async def bring(self, request: bytes, token: str = "") -> Brought:
        """Fetch one file. token: its media_id. Raises Refused, Throttled or TryLater."""
        file = await self._tokens.using(lambda access: self._api.fetch_media(access, token, self._largest))
        return _brought(request, file.content, file.name, file.media_type)

    async def close(self) -> None:
        """Nothing of its own is open."""


def decrypted(sealed: bytes, aes_keys: Sequence[str]) -> bytes:
    """Decrypt a file with the first key whose padding holds. Raises Refused where none does."""
    for key in aes_keys:
        plain = open_file(sealed, key)
        if plain is not None:
            return plain
    raise Refused("文件解不开：请核对智能机器人的 EncodingAESKey，刚换过密钥的请发送人重发")


def media_type(content: bytes, name: str, given: str = BYTES) -> str:
    """Tell what a file is: by how it begins, else as given, else by its name."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    told = next((kind for beginning, kind in BEGINNINGS.items() if content.startswith(beginning)), "")
    return told or (given if given != BYTES else mimetypes.guess_type(name)[0] or BYTES)


def _brought(request: bytes, content: bytes, name: str, given: str) -> Brought:
    asked: dict[str, Any] = json.loads(request)
    return Brought(asked, content, str(asked.get("name") or "") or name, media_type(content, name, given))


def _address(token: str) -> str:
    try:
        url = json.loads(token)["url"]
    except (ValueError, KeyError, TypeError):
        url = ""
    return str(url)
