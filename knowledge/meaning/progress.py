"""How far the vectors of the shelf are, for the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.meaning import rows
from knowledge.meaning.leaving import given_of
from knowledge.meaning.vectors import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.database import Database
    from knowledge.library import Library
    from knowledge.meaning.embedder import Embedder


def progress(database: Database, embedder: Embedder, libraries: Iterable[Library]) -> str:
    """Say in one line how many passages have their vectors, and what the model failed with last."""
    keys = {key_of(text) if text else "" for library in libraries for text in given_of(library, embedder)}
    is_kept_back = "" in keys
    keys.discard("")
    with database.read() as connection:
        made = rows.made_of(connection, embedder.identity)
        trouble = rows.trouble_of(connection, embedder.identity)
    line = f"meaning: {embedder.identity}: vectors of {len(keys & made)} of {len(keys)} passages"
    if is_kept_back:
        line += "; none of documents marked as internal"
    return f"{line}; last error {trouble[0]}, {trouble[1]:%Y-%m-%d %H:%M} UTC" if trouble else line
