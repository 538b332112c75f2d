"""Cut a long text into numbered parts that each fit a message, losing nothing.

A part ends where a paragraph ends; where the paragraph alone is too long, where a sentence ends; where that is too
long, between two characters as a reader sees them. A heading never stands alone before a sentence that is too long.
The parts without their numbers, joined, are the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.platforms.graphemes import last_end

LIMIT = 2048  # UTF-8 bytes of a WeCom app text; the platform cuts the rest off without a word
SENTENCE_END = re.compile(r"(?:[。！？!?；;…]+|\.(?=\s))[”’」』）)\"'\s]*")
HEADING = 8  # what is shorter than this share of a part is a heading, not a part


def split_text(text: str, limit: int = LIMIT) -> list[str]:
    """Split `text` into parts of at most `limit` UTF-8 bytes, "(1/3) " before each where there are several."""
    if len(text.encode()) <= limit:
        return [text]
    digits = 1
    while len(pieces := _pieces(text, limit - len("(/) ") - 2 * digits)) >= 10**digits:
        digits += 1
    return [f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, start=1)]


def split_written(text: str, write: Callable[[str], bytes], limit: int) -> list[bytes]:
    """Return the parts as `write` writes them, none above `limit` bytes.

    Writing makes some texts longer: where that makes a part too large, all are cut smaller.
    """
    room = min(limit - len(write("")), len(text.encode()))
    while True:
        written = [write(part) for part in split_text(text, room)]
        longest = max(map(len, written))
        if longest <= limit:
            return written
        room = room * limit // longest - 1


def _pieces(text: str, room: int) -> list[str]:
    pieces = []
    start = 0
    while start < len(text):
        end = _cut(text, start, room)
        pieces.append(text[start:end])
        start = end
    return pieces


def _cut(text: str, start: int, room: int) -> int:
    """Return where the piece that begins at `start` ends."""
    window = text[start : start + room].encode()[:room].decode(errors="ignore")
    if start + len(window) == len(text):
        return len(text)
    ends = (*_good_ends(text, start, window, room), len(window))
    return next(end for end in (last_end(text, start + end, start) for end in ends) if end > start)


def _good_ends(text: str, start: int, window: str, room: int) -> list[int]:
    """Return how long a piece may be to end well, the best first; not so short that it is but a heading."""
    paragraph = window.rfind("\n") + 1
    sentence = max((found.end() for found in SENTENCE_END.finditer(window)), default=0)
    is_whole = paragraph > len(window) // 2 or _paragraph_fits(text, start + paragraph, room)
    ends = [paragraph, sentence] if is_whole else [sentence, paragraph]
    return [end for end in ends if end > len(window) // HEADING]


def _paragraph_fits(text: str, start: int, room: int) -> bool:
    """Whether the paragraph at `start` fits a part of its own."""
    end = text.find("\n", start, start + room + 1)
    paragraph = text[start : start + room + 1] if end < 0 else text[start : end + 1]
    return len(paragraph.encode()) <= room
