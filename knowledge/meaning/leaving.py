"""What the model is given of a passage; for a model elsewhere nothing of a document marked 内部资料 or the like.

What carries a 密级 mark never gets on the shelf at all; this is about the marks below it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from knowledge.meaning.embedder import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.document import Document, Passage
    from knowledge.library import Library
    from knowledge.meaning.embedder import Embedder

_KIND: Final = r"(?:资料|資料|文件|材料|刊物|读物|使用|掌握|传阅|参考|发行)"
_CARE: Final = (
    r"(?:(?:请|請)?注意(?:保存|保密)|(?:请|請|不得|严禁|嚴禁|禁止|切)勿?(?:外传|外傳|外泄|对外传播|转发|扩散)|妥善保管)"
)
_MARK: Final = re.compile(rf"(?:内部|內部){_KIND}(?:.{{0,2}}{_CARE})*|{_CARE}(?:.{{0,2}}{_CARE})*")
_FRAME: Final = re.compile(r"[\s【】\[\]()（）《》<>*★☆·,，。、;；:：!！—-]+")
_LONGEST_LINE: Final = 24


def is_internal(text: str) -> bool:
    """Tell whether a line of a text says that it is for inside only; the words within a sentence are no mark."""
    for line in unicodedata.normalize("NFKC", text).split("\n"):
        if len(line) <= _LONGEST_LINE and _MARK.fullmatch(_FRAME.sub("", line)):
            return True
    return False


def given_of(library: Library, embedder: Embedder) -> Iterator[str]:
    """Yield what the model is given of each passage in order; "" of those that may not leave."""
    kept = _internal_documents(library) if embedder.is_remote else frozenset[int]()
    for passage in library.passages:
        yield "" if passage.document in kept else _given(library, passage)


def given_at(library: Library, place: int) -> str:
    """Return what the model is given of one passage: title, headings and text."""
    return _given(library, library.passages[place])


def _given(library: Library, passage: Passage) -> str:
    parts = (library.document_of(passage).title, passage.heading, passage.text)
    return "\n".join(filter(None, parts))[:LONGEST]


def _internal_documents(library: Library) -> frozenset[int]:
    marked = {passage.document for passage in library.passages if is_internal(f"{passage.heading}\n{passage.text}")}
    return frozenset(marked | {place for place, document in enumerate(library.documents) if _is_named_so(document)})


def _is_named_so(document: Document) -> bool:
    name = document.file.rsplit("/", 1)[-1]
    return "内部" in name or is_internal(document.title)
