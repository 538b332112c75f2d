"""One file as multipart/form-data (RFC 7578), the same bytes for the same file. Pure.

The name stands there in UTF-8 as it is: both platforms show it so, and neither reads `filename*`. Both want filename,
filelength and Content-Type beside it (WeCom's official page 90253; DingTalk's "上传媒体文件").
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.documents import Document

FIELD = "media"
BREAKS = str.maketrans({"\r": "%0D", "\n": "%0A", '"': "%22", "\\": "%5C", "\x00": None})


@dataclass(frozen=True, slots=True)
class Form:
    """A form ready to be posted."""

    content_type: str
    body: bytes = field(repr=False)


def form_of(document: Document, fields: Mapping[str, str] | None = None) -> Form:
    """Write a form with one file and, before it, some fields. A file name can't break out of its quotes."""
    boundary = f"houqin-{hashlib.sha256(document.content).hexdigest()[:40]}"
    head = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in (fields or {}).items()]
    name = document.name.translate(BREAKS)
    file = (
        f'Content-Disposition: form-data; name="{FIELD}"; filename="{name}"; filelength={len(document.content)}\r\n'
        f"Content-Type: {document.media_type.translate(BREAKS)}\r\n\r\n"
    )
    before = "".join(f"--{boundary}\r\n{part}\r\n" for part in head) + f"--{boundary}\r\n{file}"
    body = before.encode() + document.content + f"\r\n--{boundary}--\r\n".encode()
    return Form(f"multipart/form-data; boundary={boundary}", body)
