"""What a quote needs that it does not hold: the list it announces, the clause it refers back to. Verbatim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from knowledge.text import sentences

if TYPE_CHECKING:
    from knowledge.library import Library

ROOM: Final = 300  # signs shown beside a quote
_ANNOUNCES: Final = re.compile(r"[：:]\s*$|如下[。.]?\s*$")
_BACK: Final = re.compile(r"前款|前条|前项|上款|上条|前[两二三]款")
_ENDS: Final = re.compile(r"[。！？；!?;：:]\s*$")
_HEADING: Final = 30  # signs up to which a line without an end is a heading


def rest_of(library: Library, place: int, quote: str) -> str:
    """Return what follows a quote in its document that it announces; empty where it stands for itself."""
    lines = [line for line in quote.split("\n") if line.strip()]
    last = lines[-1].strip() if lines else ""
    is_heading = len(lines) == 1 and len(last) <= _HEADING and not _ENDS.search(last) and "|" not in last
    if not (is_heading or _ANNOUNCES.search(last)):
        return ""
    return _run(_after(library, place, quote))


def before_of(library: Library, place: int, quote: str) -> str:
    """Return what stands before a quote that refers back to it (前款); empty where it does not."""
    if not _BACK.search(quote):
        return ""
    passage = library.passages[place]
    start = passage.text.find(quote)
    above = passage.text[: max(start, 0)].strip()
    if not above and place and library.passages[place - 1].document == passage.document:
        above = library.passages[place - 1].text.strip()
    run = ""
    for part in reversed(sentences(above)):
        if run and len(run) + len(part) > ROOM:
            break
        run = part + run
    return run.strip()


def _after(library: Library, place: int, quote: str) -> str:
    """Return the text behind a quote: of its passage, and of those that continue its clause."""
    passage = library.passages[place]
    start = passage.text.find(quote)
    text = passage.text[start + len(quote) :] if start >= 0 else ""
    for following in library.passages[place + 1 : place + 8]:
        if (
            len(text) > ROOM
            or following.document != passage.document
            or not _continues(passage.clause, following.clause)
        ):
            break
        text += f"\n{following.text}"
    return text


def _continues(clause: str, other: str) -> bool:
    return bool(clause) and other.startswith(clause) and other[len(clause) : len(clause) + 1] in ("", "（", "第", "1")


def _run(text: str) -> str:
    """Return the first sentences of a text, as many as find room; always one."""
    run = ""
    for part in sentences(text.lstrip("\n"), ROOM):
        if run.strip() and len(run) + len(part) > ROOM:
            break
        run += part
    return run.strip()
