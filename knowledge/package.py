"""What an office file holds in words, part by part: also comments, margins, text boxes, properties, what is hidden.

For secrecy marks only; files within files are looked into as well. Bounded: by the size each file unpacks to.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_UNPACKED: Final = 120 * 1024 * 1024
_DEEPEST: Final = 2
_WORDS: Final = (".xml", ".rels", ".vml", ".htm", ".html", ".mht", ".txt", ".rtf")
_FILES: Final = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx")
_LINE_ENDS: Final = re.compile(r"</(?:w|a):p>|<w:(?:br|cr)\b[^<>]*>|</(?!w:|a:)[^<>]*>|</w:(?:delText|instrText)>")
_SAID: Final = re.compile(r"\s(?:descr|title|alt|name|val|string)=\"([^\"<]{2,200})\"")
_TAG: Final = re.compile(r"<[^<>]*>")


def texts_in(content: bytes, but: tuple[str, ...] = (), deep: int = _DEEPEST) -> Iterator[str]:
    """Yield the words of each part of an office file, a paragraph a line, then what its marks say (alt texts).

    but: how the names of parts begin that are left out.

    Errors: ValueError when a file within it unpacks to too much, and what `zipfile` raises.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise ValueError("unpacks to too much")
        for part in parts:
            name = part.filename.lower()
            if but and part.filename.startswith(but):
                continue
            if name.endswith(_WORDS):
                yield from _texts_of(archive.read(part).decode("utf-8", "replace"))
            elif deep and name.endswith(_FILES):
                within = archive.read(part)
                if zipfile.is_zipfile(io.BytesIO(within)):
                    yield from texts_in(within, deep=deep - 1)


def _texts_of(source: str) -> Iterator[str]:
    yield html.unescape(_TAG.sub("", _LINE_ENDS.sub("\n", source)))
    yield html.unescape("\n".join(_SAID.findall(source)))
