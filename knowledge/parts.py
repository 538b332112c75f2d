"""A message that asks two things, or one in the midst of much else: what is asked is found and answered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knowledge.differing import Quoted
from knowledge.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.document import Passage
    from knowledge.reply import Alternative, Answer

MOST: Final = 3
ALTERNATIVES: Final = 10
SURE: Final = 0.55  # share of a further part that its quote must hold
ASKS: Final = re.compile(
    r"多久|多长时间|多少|几[天日个点次年月人分小级种]|什么时候|何时|什么|甚么|啥|怎么|怎样|如何|咋|谁|哪|为何|吗|么$|能不能|可不可以|可以.{0,6}吗|要不要|是否|有没有|几"
)
_MARK: Final = re.compile(
    r"(?:想问|想请问|请问|问一下|问问|问下|想知道|想了解|想咨询|咨询一下|打听一下|就问|要问的是)(?:一下|下|问)?(?:您|你们?)?[,，:：]?"
)
LONG: Final = 28  # signs from which on a message may hold more than its question
RAMBLING: Final = 60  # … from which on each of its sentences may be the question
_ENDS: Final = re.compile(r"[?？;；。\n]+")
_PAUSES: Final = re.compile(r"[,，、]|还有|另外|以及|并且|同时")
_SHORTEST: Final = 2
_OWN: Final = 4  # signs beside what asks, from which on a further part may be a question of its own


def parts_in(raw: str) -> tuple[str, ...]:
    """Return what a message asks, part by part, the later ones with the matter of the first; empty for one question."""
    asked = [piece for run in _ENDS.split(raw) for piece in _apart(run)]
    asked = [piece for piece in asked if ASKS.search(piece) and len(squeeze(piece)) >= _SHORTEST]
    if not 1 < len(asked) <= MOST:
        return ()
    matter = _matter(asked[0])
    return (asked[0], *(f"{matter} {piece}" for piece in asked[1:]))


def kernels_in(raw: str) -> tuple[str, ...]:
    """Return what may be the question in the midst of a long message; empty where the whole is it."""
    if len(squeeze(raw)) < LONG:
        return ()
    marks = list(_MARK.finditer(raw))
    if marks:
        return (_ENDS.split(raw[marks[-1].end() :])[0],)
    if len(squeeze(raw)) < RAMBLING:
        return ()
    pieces = [piece for run in _ENDS.split(raw) for piece in re.split(r"[,，]", run)]
    return tuple(piece for piece in pieces if ASKS.search(piece) and len(squeeze(piece)) > MOST)[-MOST:]


def with_kernel(found: Answer, ask: Callable[[str], Answer]) -> Answer:
    """Return the answer to what is asked in the midst of a long message, where the whole has no sure one."""
    if found.answered and found.confidence >= SURE:
        return found
    each = [one for one in map(ask, kernels_in(found.question)) if one.answered]
    best = max(each, key=lambda one: one.confidence, default=found)
    return _in_front(best, found) if not found.answered or best.confidence > found.confidence else found


def _in_front(best: Answer, found: Answer) -> Answer:
    """Return an answer whose own passage leads what the whole message found: a part of it must not hide the rest."""
    own = [one for one in best.alternatives[:1] if one.passage == best.passage]
    others = [one for one in (*found.alternatives, *best.alternatives) if one.passage != best.passage]
    shown: dict[Passage, Alternative] = {}
    for one in (*own, *others):
        shown.setdefault(one.passage, one)
    return replace(best, alternatives=tuple(shown.values())[:ALTERNATIVES])


def with_parts(found: Answer, ask: Callable[[str], Answer]) -> Answer:
    """Return an answer with what further parts of its question got. ask: answers one question."""
    parts = parts_in(found.question)
    if not parts:
        return found
    each = [ask(parts[0]), *(_further(part, _matter(parts[0]), ask) for part in parts[1:])]
    answered = [one for one in each if one.answered and (one.confidence >= SURE or one is each[0])]
    if not found.answered:
        if not answered:
            return found
        found = replace(_in_front(answered[0], found), question=found.question)
    elif found.passage in [one.passage for one in answered[1:]]:
        found = replace(_in_front(answered[0], found), question=found.question)  # answers stand as they were asked
    said, further = squeeze(found.quote), list[Quoted]()
    for one in answered:
        if one.passage is None or one.document is None or squeeze(one.quote) in said:
            continue
        if one.confidence < SURE and not (found.document and one.document.file == found.document.file):
            continue
        said += squeeze(one.quote)
        further.append(Quoted(one.quote, one.passage, one.document))
    return replace(found, parts=tuple(further))


def _further(part: str, matter: str, ask: Callable[[str], Answer]) -> Answer:
    """Answer a further part with the matter of the first, or by itself where it says what it is about."""
    with_matter, alone = ask(part), part[len(matter) + 1 :]
    if len(squeeze(ASKS.sub("", alone))) < _OWN:
        return with_matter
    by_itself = ask(alone)
    is_surer = by_itself.answered and (not with_matter.answered or by_itself.confidence > with_matter.confidence)
    return by_itself if is_surer else with_matter


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
