"""Files on their way out by WeCom: an app's to members, a webhook's to its group.

A file is uploaded to who sends it (media_id, good for three days, more than 5 bytes, at most 20 MB) and is shown under
the name it was uploaded with. Sources: official pages 90253 (media/upload), 90236 (message/send), 99110 (upload_media).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.documents import Document
from bot.platforms.freight import LARGEST, must_fit
from bot.platforms.multipart import Form, form_of
from bot.platforms.protocol import Address, Outcome

LIFE = timedelta(days=3) - timedelta(hours=1)  # before the platform forgets it

Upload = Callable[[Form], Awaitable[str]]
Compose = Callable[[Sequence[Address]], bytes]
Send = Callable[[bytes], Awaitable[Outcome]]


class WeComFiles:
    """The files of one app or webhook."""

    largest = LARGEST
    life: timedelta | None = LIFE

    def __init__(self, upload: Upload, compose: Compose, send: Send) -> None:
        """upload: posts a form. compose: writes a message to its receivers, but for the file. send: posts one."""
        self._upload, self._compose, self._send = upload, compose, send

    async def upload(self, document: Document) -> str:
        """Upload a file and return its media_id."""
        must_fit(document)
        return await self._upload(form_of(document))

    def compose(self, name: str, addresses: Sequence[Address]) -> list[bytes]:
        """Build the one body that hands over a file; its name went with the upload. Raises ValueError."""
        del name
        return [self._compose(addresses)]

    async def send(self, body: bytes, media: str) -> Outcome:
        """Post the body with the media_id in it."""
        message = json.loads(body) | {"msgtype": "file", "file": {"media_id": media}}
        return await self._send(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode())
