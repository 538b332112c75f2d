"""A file as somebody uploads it to a platform: one multipart form, read by aiohttp's parser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

LARGEST_REQUEST = 64 << 20
LENGTH = re.compile(r"filelength=(\d+)")

Form = Mapping[str, str | bytes | bytearray | web.FileField]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file on the platform. name: as its receivers see it."""

    name: str
    content: bytes = field(repr=False)
    media_type: str


async def form_in(request: web.Request) -> Form | None:
    """Read the form of a request; None where it is none."""
    return await request.post() if request.content_type == "multipart/form-data" else None


def file_in(form: Form | None) -> Uploaded | None:
    """Return the file in the field `media`, with its name and its true length beside it; None where that is not so."""
    found = form.get("media") if form else None
    if not isinstance(found, web.FileField) or not found.filename:
        return None
    content = found.file.read()
    told = LENGTH.search(found.headers.get("Content-Disposition", ""))
    if told is None or int(told[1]) != len(content):
        return None
    return Uploaded(found.filename, content, found.content_type)
