"""Reads from the texts on the shelf what they say of their own lives, and which older document one of them ends.

What a text says it ends is proposed to the office, never ended by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from knowledge import lives
from knowledge.life import Force
from knowledge.naming import core, meant
from knowledge.progress import DATED, Progress, silently
from knowledge.rows import SHELVED, documents, passages
from knowledge.stated import read_stated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.store.database import Database
    from knowledge.differences import Difference
    from knowledge.document import Document
    from knowledge.lives import Key, Life


_FEW: Final = 20  # documents a transaction
LINES_KEPT: Final = 3


@dataclass(frozen=True, slots=True)
class Ended:
    """A document on the shelf that another one, or its own text (then `by` is None), says is over."""

    document: Document
    by: Document | None
    words: str = ""


def read_lives(
    database: Database,
    now: datetime,
    revised: Mapping[Key, Sequence[Difference]] | None = None,
    tell: Callable[[Progress], object] = silently,
) -> int:
    """Read the life of every document whose text is new since it was read last, a few in a transaction.

    revised: what changed in documents, for the history. tell: called between the transactions. Returns how many were
    read.
    """
    with database.read() as connection:
        known = {key: life.read_from for key, life in lives.lives(connection).items()}
        shelved = connection.execute(
            select(documents.c.id, documents.c.file, documents.c.title, documents.c.sha256, documents.c.date)
            .where(documents.c.state == SHELVED)
            .order_by(documents.c.id)
        ).all()
    new = [row for row in shelved if known.get((row.file, row.title)) != row.sha256]
    for first in range(0, len(new), _FEW):
        some = new[first : first + _FEW]
        with database.read() as connection:
            texts = [_text(connection, row.id) for row in some]
        stated = [read_stated(text, row.date) for row, text in zip(some, texts, strict=True)]
        with database.write() as connection:
            for row, said in zip(some, stated, strict=True):
                key = (row.file, row.title)
                lives.note_stated(connection, key, row.sha256, said)
                what = lives.REVISED if known.get(key) else lives.ADDED
                lives.note(connection, key, what, now, "", _told(revised, key))
        tell(Progress(DATED, first + len(some), len(new)))
    return len(new)


def _told(revised: Mapping[Key, Sequence[Difference]] | None, key: Key) -> dict[str, object]:
    """Return what the history keeps of a revision: its first lines, how many there are, a clause to begin with."""
    every = list((revised or {}).get(key, ()))
    found = [one for one in every if _is_of_a_rule(one)] or every
    clause = next((one.new.label for one in found if one.new and one.new.label), "")
    return {"lines": [one.line() for one in found[:LINES_KEPT]], "count": len(found), "clause": clause}


def _is_of_a_rule(one: Difference) -> bool:
    """Whether a difference is of a clause, and not of the number or the date a paper bears."""
    return any(part is not None and part.label for part in (one.old, one.new))


def ended(shelf: Sequence[Document], found: Mapping[Key, Life], day: date) -> list[Ended]:
    """Return the documents that still hold though a text says they are over, in order of the shelf."""
    cores = [core(document.title) for document in shelf]
    proposed: list[Ended] = []
    for place, document in enumerate(shelf):
        life = found.get((document.file, document.title))
        if life is None:
            continue
        if life.stated.is_void and _holds(life, day):
            proposed.append(Ended(document, None))
        for words in life.stated.ends:
            for at in meant(words, shelf, cores):
                other = found.get((shelf[at].file, shelf[at].title))
                if at != place and (other is None or _holds(other, day)) and _is_older(shelf[at], document):
                    proposed.append(Ended(shelf[at], replace(document, standing=life.standing), words))
    return proposed


def _is_older(other: Document, document: Document) -> bool:
    """Tell whether a text may end another document: of two with one title only the older one is ended."""
    return other.title != document.title or bool(other.date and document.date and other.date < document.date)


def _holds(life: Life, day: date) -> bool:
    return not life.withdrawn_on and not life.replaced_by and life.standing.force(day) is not Force.WITHDRAWN


def _text(connection: Connection, document: int) -> str:
    """Return the text of a document on the shelf, as its passages hold it."""
    parts = select(passages.c.text).where(passages.c.document_id == document).order_by(passages.c.position)
    return "\n".join(connection.execute(parts).scalars())
