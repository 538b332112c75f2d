"""Files on the emulated platform: by media_id for an app, by an encrypted link for an AI bot.

A link's bytes are AES-256-CBC with the callback's EncodingAESKey, padded to 32, IV the key's first 16 bytes
(official page 100719); wechatpy's cipher does it.
"""

from __future__ import annotations

import base64
import itertools
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from aiohttp import web
from wechatpy.crypto.base import WeChatCipher
from wechatpy.crypto.pkcs7 import PKCS7Encoder

from tests.emulators.uploads import Uploaded, file_in
from tests.emulators.wecom_world import Answer, Call, No, World

CORP = "corp"  # what one app uploads, every app of the corp may send


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes = field(repr=False)
    name: str
    media_type: str
    ends: datetime
    owner: str = ""


class Media:
    """What can be fetched, and until when."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._files: dict[str, _File] = {}
        self._numbers = itertools.count(1)

    def add(self, content: bytes, name: str, media_type: str = "application/octet-stream") -> str:
        """Keep a file somebody sent to an app; return its media_id."""
        media_id = f"3{next(self._numbers):05d}-_{'aBcD' * 14}"
        self._files[media_id] = _File(content, name, media_type, self._world.after(self._world.rules.media_life_s))
        return media_id

    def take(self, call: Call, owner: str) -> Answer:
        """Answer media/upload and webhook/upload_media; official pages 90253, 99110. owner: who may send it."""
        if call.query.get("type") != "file":
            raise No(40004)
        file = file_in(call.form)
        if file is None or not file.content:
            raise No(44001)
        if len(file.content) < self._world.rules.smallest_file:
            raise No(40006)
        if len(file.content) > self._world.rules.file_bytes:
            raise No(45001)
        media_id = f"3{next(self._numbers):05d}-_{'uPlD' * 14}"
        ends = self._world.after(self._world.rules.media_life_s)
        self._files[media_id] = _File(file.content, file.name, file.media_type, ends, owner)
        created_at = str(int(self._world.now.timestamp()))
        return {"errcode": 0, "errmsg": "ok", "type": "file", "media_id": media_id, "created_at": created_at}

    def sent(self, message: object, owner: str) -> Uploaded:
        """Return the file a message hands over; 40007 for one that is unknown, too old, or another sender's."""
        media_id = message.get("media_id") if isinstance(message, dict) else None
        found = self._files.get(str(media_id))
        if found is None or found.ends <= self._world.now or found.owner != owner:
            raise No(40007)
        return Uploaded(found.name, found.content, found.media_type)

    def link(self, content: bytes, aes_key: str) -> str:
        """Keep a file somebody sent to an AI bot; return the path and query it is fetched by."""
        path = f"{next(self._numbers):05d}{'e5' * 20}"
        sealed = WeChatCipher(base64.b64decode(aes_key + "=")).encrypt(PKCS7Encoder.encode(content))
        media_type = "application/octet-stream"
        self._files[f"link/{path}"] = _File(sealed, path, media_type, self._world.after(self._world.rules.link_life_s))
        return f"/aibot-media/{path}?sign=q-sign-algorithm%3Dsha1%26q-signature%3D{path}"

    def get(self, call: Call) -> web.Response:
        """Answer media/get; 40007 for an id that is unknown or too old."""
        found = self._files.get(call.query.get("media_id", ""))
        if found is None or found.ends <= self._world.now:
            raise No(40007)
        name = f"attachment; filename=\"{quote(found.name)}\"; filename*=UTF-8''{quote(found.name)}"
        headers = {"Content-Disposition": name, "Content-Type": found.media_type}
        return web.Response(body=found.content, headers=headers)

    def fetch(self, path: str, call: Call) -> web.Response:
        """Answer a link: 404 for an unknown one, 403 for one too old or without its signature, as object stores do."""
        found = self._files.get(f"link/{path}")
        if found is None:
            return _refused(404, "NoSuchKey")
        if found.ends <= self._world.now or "q-signature" not in call.query.get("sign", ""):
            return _refused(403, "AccessDenied")
        return web.Response(body=found.content, content_type=found.media_type)


def _refused(status: int, code: str) -> web.Response:
    return web.Response(status=status, text=f"<Error><Code>{code}</Code></Error>", content_type="application/xml")
