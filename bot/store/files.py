"""The files store: pictures, recordings and documents kept by the hash of their bytes, a row each.

The bytes are written and synced before the row; a file without a row is waste, a row without a file never happens.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, String, Table, select

from bot.store.database import RowId, UtcTime, insert_new, metadata

files = Table(
    "files",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("stored_at", UtcTime, nullable=False),
)
_SELECTED = select(files.c.id, files.c.sha256, files.c.size, files.c.name, files.c.media_type)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One kept file. `size` in bytes; `name` as its sender called it."""

    id: int
    sha256: str
    size: int
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A kept file as it goes to somebody. `id`: its row; `name`: as it is called on his device."""

    id: int
    name: str


class FileStore:
    """The folder of kept bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Write bytes durably and return their SHA-256 in hex. Call it before the transaction that writes the row."""
        digest = hashlib.sha256(content).hexdigest()
        target = self.path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        with part.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(target)
        return digest

    def path(self, digest: str) -> Path:
        """Return where the bytes of a hash stand."""
        return self.folder / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        """Return kept bytes. Raises FileNotFoundError where nothing was kept."""
        return self.path(digest).read_bytes()


def find(connection: Connection, file_id: int) -> StoredFile:
    """Return the row of kept bytes. Raises NoResultFound."""
    return StoredFile(*connection.execute(_SELECTED.where(files.c.id == file_id)).one())


def note(connection: Connection, digest: str, size: int, name: str, media_type: str, at: datetime) -> StoredFile:
    """Write the row of kept bytes; the same bytes keep their first name."""
    row = {"sha256": digest, "size": size, "name": name[:200], "media_type": media_type[:100], "stored_at": at}
    insert_new(connection, files, [row], unique=("sha256",))
    return StoredFile(*connection.execute(_SELECTED.where(files.c.sha256 == digest)).one())
