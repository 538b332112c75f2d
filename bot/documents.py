"""Documents the house makes: a name, a type, bytes. Handed to people as files, kept before they are.

A name is what stands on somebody's device: no folders, no controls, short enough for every file system, ending kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.platforms.disposition import safe_name
from bot.store import files
from bot.store.files import Enclosed, FileStore

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
NAMELESS = "文件"
LONGEST_NAME, LONGEST_NAME_BYTES = 100, 240
INSTEAD = "“{name}”已生成，这里收不了文件，请联系{contact}领取。"


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand to somebody. name: as it is called on his device, with its ending; at most 100 characters."""

    name: str
    content: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Cabinet:
    """Where documents are kept that are handed to people. contact: whom to ask for one that can't be sent."""

    store: FileStore
    contact: str

    def keep(self, connection: Connection, document: Document, at: datetime) -> Enclosed:
        """Keep a document, the bytes before the row; at: office time."""
        name = document_name(document.name)
        digest = self.store.keep(document.content)
        kept = files.note(connection, digest, len(document.content), name, document.media_type, at)
        return Enclosed(kept.id, name)

    def instead(self, name: str) -> str:
        """Say what is said to somebody whom no file can reach."""
        return INSTEAD.format(name=name, contact=self.contact)


def document_name(name: str) -> str:
    """Return a name that can stand on any device: at most 100 characters and 240 bytes, the ending kept."""
    safe = safe_name(name) or NAMELESS
    stem, dot, ending = safe.rpartition(".")
    if not stem:
        stem, dot, ending = safe, "", ""
    whole = stem
    while len(stem + dot + ending) > LONGEST_NAME or len((stem + dot + ending).encode()) > LONGEST_NAME_BYTES:
        stem = stem[:-1]
    return (stem if stem == whole else stem.rstrip()) + dot + ending
