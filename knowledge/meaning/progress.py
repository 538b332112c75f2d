"""How far the vectors of the shelf are, for the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.meaning import rows
from knowledge.meaning.pieces import pieces_of
from knowledge.meaning.vectors import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.database import Database
    from knowledge.library import Library
    from knowledge.meaning.embedder import Embedder


def progress(database: Database, embedder: Embedder, libraries: Iterable[Library]) -> str:
    """Say in one line how many vectors are made, and what the model failed with last."""
    given = [pieces_of(library, embedder) for library in libraries]
    keys = {key_of(piece) for passages in given for passage in passages for piece in passage}
    with database.read() as connection:
        made = rows.made_of(connection, embedder.identity)
        trouble = rows.trouble_of(connection, embedder.identity)
    line = f"meaning: {embedder.identity}: {len(keys & made)} of {len(keys)} vectors"
    return f"{line}; last error {trouble[0]}, {trouble[1]:%Y-%m-%d %H:%M} UTC" if trouble else line
