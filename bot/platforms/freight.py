"""What both platforms ask of a file before they take it, and what they call it afterwards."""

from __future__ import annotations

from bot.documents import Document
from bot.errors import Refused

LARGEST = 20 << 20  # bytes
LONGEST_MEDIA = 1024


def must_fit(document: Document, largest: int = LARGEST) -> None:
    """Refuse a file that is larger than its platform takes, before it is sent there."""
    if len(document.content) > largest:
        raise Refused(f"文件超过 {largest / (1 << 20):g} 兆字节，平台不收；请拆开后再给")


def media_of(answer: object) -> str:
    """Return what an answer calls a file; empty where it calls it nothing."""
    return answer if isinstance(answer, str) and len(answer) <= LONGEST_MEDIA else ""
