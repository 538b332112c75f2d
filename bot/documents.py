"""Documents the house makes: a name, a type, bytes. Handed to people as files."""

from __future__ import annotations

from dataclasses import dataclass, field

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand to somebody. name: as it is called on his device, with its ending; at most 100 characters."""

    name: str
    content: bytes = field(repr=False)
    media_type: str
