"""A printed document as a Word file; the library that writes it is slow to load, and only exports need it."""

from __future__ import annotations

from bot.documents import DOCX, Document
from bot.printed import LONGEST_NAME, Printed


def document_of(printed: Printed) -> Document:
    """Make the Word file. Signs a Word file can't hold are left out."""
    from bot.printing import content_of  # noqa: PLC0415 — see above

    return Document(f"{printed.name[:LONGEST_NAME]}.docx", content_of(printed), DOCX)
