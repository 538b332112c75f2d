"""Cut a long text into numbered parts that each fit a message, losing nothing.

A part ends where a paragraph ends; where the paragraph alone is too long, where a sentence ends; where that is too
long, between two characters. The parts without their numbers, joined, are the text.
"""

from __future__ import annotations

import re

LIMIT = 2048  # UTF-8 bytes of a WeCom app text; the platform cuts the rest off without a word
SENTENCE_END = re.compile(r"(?:[。！？!?；;…]+|\.(?=\s))[”’」』）)\"'\s]*")


def split_text(text: str, limit: int = LIMIT) -> list[str]:
    """Split `text` into parts of at most `limit` UTF-8 bytes, "(1/3) " before each where there are several."""
    if len(text.encode()) <= limit:
        return [text]
    digits = 1
    while len(pieces := _pieces(text, limit - len("(/) ") - 2 * digits)) >= 10**digits:
        digits += 1
    return [f"({number}/{len(pieces)}) {piece}" for number, piece in enumerate(pieces, start=1)]


def _pieces(text: str, room: int) -> list[str]:
    pieces = []
    start = 0
    while start < len(text):
        end = start + _cut(text[start : start + room], text, start, room)
        pieces.append(text[start:end])
        start = end
    return pieces


def _cut(window: str, text: str, start: int, room: int) -> int:
    """Return how many characters the next piece takes. `window`: at least as much as can fit."""
    fits = len(window.encode()[:room].decode(errors="ignore"))
    if start + fits == len(text):
        return fits
    window = window[:fits]
    paragraph = window.rfind("\n") + 1
    if paragraph and (paragraph > fits // 2 or _paragraph_fits(text, start + paragraph, room)):
        return paragraph
    sentence = max((found.end() for found in SENTENCE_END.finditer(window)), default=0)
    return sentence or paragraph or fits


def _paragraph_fits(text: str, start: int, room: int) -> bool:
    """Whether the paragraph at `start` fits a part of its own."""
    end = text.find("\n", start, start + room + 1)
    paragraph = text[start : start + room + 1] if end < 0 else text[start : end + 1]
    return len(paragraph.encode()) <= room
