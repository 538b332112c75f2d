"""From a file to its documents, whatever its format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Unreadable
from knowledge.mending import mend
from knowledge.outline import read_documents
from knowledge.questions_sheet import read_questions
from knowledge.read import BROKEN, EMPTY, LARGEST_FILE, TOO_LARGE, guarded, is_workbook, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.document import Document


def documents_at(path: Path, name: str) -> list[Document]:
    """Return the documents of a file. Errors: as `documents_in`, Unreadable where it can't be read at all."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(name, *TOO_LARGE)
        return documents_in(path.read_bytes(), name)
    except OSError as error:
        raise Unreadable(name, *BROKEN) from error


def documents_in(content: bytes, name: str) -> list[Document]:
    """Return the documents of a file's bytes. name: its path in the folder, shown to staff.

    Errors: Unreadable (broken, encrypted, empty, too large, unknown format), Classified (it carries a secrecy mark).
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable(name, *TOO_LARGE)
    if is_workbook(content, name):
        return guarded(name, lambda: read_questions(content, name))
    text = text_of(content, name)
    found = [one for one in guarded(name, lambda: read_documents(mend(text), name)) if one.clauses]
    if not found:
        raise Unreadable(name, *EMPTY)
    return found
