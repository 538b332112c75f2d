"""A message that asks two things: both are answered where two clauses are needed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knowledge.differing import Quoted
from knowledge.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.answer import Answer

MOST: Final = 3
SURE: Final = 0.55  # share of a further part that its quote must hold
ASKS: Final = re.compile(
    r"多久|多长时间|多少|几[天日个点次年月人分小级种]|什么时候|何时|什么|甚么|啥|怎么|怎样|如何|咋|谁|哪|为何|吗|么$|能不能|可不可以|可以.{0,6}吗|要不要|是否|有没有|几"
)
_ENDS: Final = re.compile(r"[?？;；。\n]+")
_PAUSES: Final = re.compile(r"[,，、]|还有|另外|以及|并且|同时")
_SHORTEST: Final = 2


def parts_in(raw: str) -> tuple[str, ...]:
    """Return what a message asks, part by part, the later ones with the matter of the first; empty for one question."""
    asked = [piece for run in _ENDS.split(raw) for piece in _apart(run)]
    asked = [piece for piece in asked if ASKS.search(piece) and len(squeeze(piece)) >= _SHORTEST]
    if not 1 < len(asked) <= MOST:
        return ()
    matter = _matter(asked[0])
    return (asked[0], *(f"{matter} {piece}" for piece in asked[1:]))


def with_parts(found: Answer, ask: Callable[[str], Answer]) -> Answer:
    """Return an answer with what further parts of its question got. ask: answers one question."""
    parts = parts_in(found.question)
    if not parts:
        return found
    each = [ask(part) for part in parts]
    answered = [one for one in each if one.answered and (one.confidence >= SURE or one is each[0])]
    if not found.answered:
        if not answered:
            return found
        found = replace(answered[0], question=found.question)
    said, further = squeeze(found.quote), list[Quoted]()
    for one in answered:
        if one.passage is None or one.document is None or squeeze(one.quote) in said:
            continue
        if found.document and one.document.file == found.document.file:
            said += squeeze(one.quote)
            further.append(Quoted(one.quote, one.passage, one.document))
    return replace(found, parts=tuple(further))


def _apart(run: str) -> list[str]:
    """Cut a sentence at its pauses, where both sides ask something; what asks nothing stays with what follows."""
    pieces: list[str] = []
    open_ = ""
    for piece in _PAUSES.split(run):
        open_ = f"{open_} {piece}".strip()
        if ASKS.search(piece):
            pieces.append(open_)
            open_ = ""
    if open_ and pieces:
        pieces[-1] = f"{pieces[-1]} {open_}"
    return pieces


def _matter(piece: str) -> str:
    """Return what a question is about: its words before what asks, or where none stand there, those behind."""
    asks = ASKS.search(piece)
    before = piece[: asks.start()] if asks else piece
    return before if len(squeeze(before)) >= _SHORTEST else piece[asks.end() :] if asks else piece
