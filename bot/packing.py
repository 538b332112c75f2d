"""One zip of what was handed in, names 单位-姓名-题目, with lists beside them. Pure but for `Vault`.

A name is safe on any device; the same name twice is numbered; Chinese names are marked as UTF-8.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.documents import ZIP, Document, document_name
from bot.store import attachments, files
from bot.store.database import Database
from bot.store.files import FileStore

BEGINS = (1980, 1, 1, 0, 0, 0)
LARGEST = 20 << 20
LONGEST_PART = 30
NAMELESS = "未命名"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"|?*/\\]+')
_BEGINNINGS = {
    b"%PDF-": ".pdf", b"PK\x03\x04": ".zip", b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"\xd0\xcf\x11\xe0": ".doc",
}  # fmt: skip
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of the zip. title: the file's own name with its ending."""

    unit: str
    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """Where what was handed in is read from, outside any write transaction."""

    database: Database
    store: FileStore

    def content(self, connection: Connection, door: str, message_id: str, text: str) -> bytes | None:
        """Return the bytes of what came: the file of a message, or the text; None where it could not be fetched."""
        if not message_id:
            return text.encode()
        kept = attachments.of_message(connection, door, message_id)
        row = next((one.file_id for one in kept if one.file_id is not None), None)
        return self.store.read(files.find(connection, row).sha256) if row is not None else None


def titled(name: str, deliverable: str, content: bytes, *, is_text: bool) -> str:
    """Return a name with an ending it opens by: not every platform tells a file's name. is_text: it came as words."""
    if is_text:
        return f"{deliverable}.txt"
    name = name or deliverable
    return name if _ENDING.search(name) else f"{name}{_ending_of(content)}"


def _ending_of(content: bytes) -> str:
    found = next((ending for beginning, ending in _BEGINNINGS.items() if content.startswith(beginning)), "")
    if found != ".zip":
        return found
    parts = {b"word/": ".docx", b"xl/": ".xlsx", b"ppt/": ".pptx"}
    return next((ending for part, ending in parts.items() if part in content), found)


def file_name(unit: str, name: str, title: str) -> str:
    """Return 单位-姓名-题目 with the title's own ending; no part of it can leave the folder."""
    ending = _ENDING.search(title)
    stem = title[: ending.start()] if ending else title
    parts = [_part(one) for one in (unit, name, stem)]
    kept = list(dict.fromkeys(one for one in parts if one)) or [NAMELESS]
    return document_name("-".join(kept) + (ending[0].lower() if ending else ""))


def named(papers: Iterable[Paper]) -> list[tuple[str, bytes]]:
    """Return each file with its name in the zip; equal names, whatever their case, are numbered."""
    taken: dict[str, int] = {}
    found = []
    for one in papers:
        name = file_name(one.unit, one.name, one.title)
        times = taken.get(name.casefold(), 0) + 1
        taken[name.casefold()] = times
        numbered = name
        while times > 1 and (numbered := _numbered(name, times)).casefold() in taken:
            times += 1
        taken.setdefault(numbered.casefold(), 1)
        found.append((numbered, one.content))
    return found


def zip_of(name: str, inside: Sequence[tuple[str, bytes]]) -> Document:
    """Pack files into one document; the same for the same."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for title, content in inside:
            packed.writestr(zipfile.ZipInfo(title, BEGINS), content, zipfile.ZIP_DEFLATED)
    return Document(document_name(f"{name}.zip"), stream.getvalue(), ZIP)


def _part(text: str) -> str:
    return " ".join(_UNSAFE.sub("", text).split()).strip(". -")[:LONGEST_PART].strip(". -")


def _numbered(name: str, times: int) -> str:
    ending = _ENDING.search(name)
    stem = name[: ending.start()] if ending else name
    return f"{stem}（{times}）{ending[0] if ending else ''}"
