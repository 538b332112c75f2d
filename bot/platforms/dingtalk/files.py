"""Files on their way out by a robot: uploaded on the old address, handed over as `sampleFile`.

DingTalk takes doc, docx, xls, xlsx, ppt, pptx, zip, pdf and rar, each at most 20 MB; anything else goes inside a zip of
the same name. What was uploaded is kept for good. Sources: "上传媒体文件", "媒体文件概述", "机器人发送消息的类型".
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.documents import Document
from bot.platforms.dingtalk.bodies import write_object
from bot.platforms.freight import LARGEST, must_fit
from bot.platforms.multipart import Form, form_of
from bot.platforms.protocol import Address, Outcome

TAKEN = frozenset({"doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "pdf", "rar"})
ZIP = "application/zip"
PACKED_AT = (1980, 1, 1, 0, 0, 0)  # so that the same file is packed into the same bytes

Upload = Callable[[Form], Awaitable[str]]
Compose = Callable[[Sequence[Address]], list[bytes]]
Call = Callable[[str, Mapping[str, Any]], Awaitable[Outcome]]


class DingTalkFiles:
    """The files of one robot."""

    largest = LARGEST
    life: timedelta | None = None

    def __init__(self, upload: Upload, compose: Compose, call: Call) -> None:
        """upload: posts a form. compose: writes messages, but for the file. call: sends a body to a path."""
        self._upload, self._compose, self._call = upload, compose, call

    async def upload(self, document: Document) -> str:
        """Upload a file and return its media_id."""
        packed = as_taken(document)
        must_fit(packed)
        return await self._upload(form_of(packed, {"type": "file"}))

    def compose(self, name: str, addresses: Sequence[Address]) -> list[bytes]:
        """Build the bodies that hand over a file, each with its name; raises ValueError for other addresses."""
        shown = name_taken(name)
        file = {"fileName": shown, "fileType": _ending(shown)}
        return [write_object(json.loads(body) | {"file": file}) for body in self._compose(addresses)]

    async def send(self, body: bytes, media: str) -> Outcome:
        """Make the call a stored body names, with the media_id in its msgParam."""
        stored = json.loads(body)
        parameter = write_object({"mediaId": media, **stored["file"]}).decode()
        return await self._call(stored["path"], stored["body"] | {"msgParam": parameter})


def name_taken(name: str) -> str:
    """Return under which name DingTalk takes a file."""
    return name if _ending(name) in TAKEN else f"{name.rpartition('.')[0] or name}.zip"


def as_taken(document: Document) -> Document:
    """Return a file as DingTalk takes it, in a zip where it would not take it otherwise."""
    name = name_taken(document.name)
    if name == document.name:
        return document
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        inside = zipfile.ZipInfo(document.name, PACKED_AT)
        inside.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(inside, document.content)
    return Document(name, packed.getvalue(), ZIP)


def _ending(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return ending.lower() if stem else ""
