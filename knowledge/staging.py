"""Documents of an import on their way to the shelf: written beside it, in transactions of a few hundred passages.

Nobody sees them before the edition turns; what a cut import leaves is swept a day later.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from knowledge import rows
from knowledge.outline import passages_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.database import Database
    from knowledge.document import Document, Passage

STEP: Final = 200  # passages a transaction, and up to as many of one document more


class Staging:
    """Writes the documents of one batch."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.batch = secrets.token_hex(8)
        self._database = database
        self._now = now
        self._waiting: list[tuple[Document, str, list[Passage]]] = []

    def add(self, document: Document, digest: str) -> None:
        """Take a document; it is written with others, no later than by `flush`. digest: the hash of its file."""
        self._waiting.append((document, digest, passages_of(document, 0)))
        if sum(len(parts) for _, _, parts in self._waiting) >= STEP:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        rest: list[tuple[int, list[Passage]]] = []
        if self._waiting:
            with self._database.write() as connection:
                for document, digest, parts in self._waiting:
                    row = rows.stage_document(connection, document, digest, self.batch, self._now)
                    rows.stage_passages(connection, row, parts[:STEP], 0)
                    rest.append((row, parts))
        self._waiting.clear()
        for row, parts in rest:
            for first in range(STEP, len(parts), STEP):
                with self._database.write() as connection:
                    rows.stage_passages(connection, row, parts[first : first + STEP], first)
