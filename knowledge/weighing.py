"""What the search found, weighed: which sentences of a passage answer, how much of the question they hold.

A passage's score is its search score and its evidence, both 0..1, with small changes for what the question wants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.aspects import Demand, met, missing
from knowledge.document import QUOTE_LIMIT
from knowledge.evidence import Case
from knowledge.parted import folded_whole, parts_of
from knowledge.text import folded_once

if TYPE_CHECKING:
    from knowledge.library import Library

EVIDENCE: Final = 1.0
LACKING: Final = 0.2  # what a passage loses that does not hold what is asked
PREFERRED: Final = 0.1  # what a quote gains that holds what the question would like to hear
HOME: Final = 0.5  # what a document gains whose school the question names
MEETS: Final = 0.25  # what a run of sentences gains that holds what is asked
LONGER: Final = 0.04  # what a run loses for each further sentence
LENGTH: Final = 0.0002  # what it loses for each character
LITERAL: Final = 0.2  # above it a question is no mere paraphrase of a passage
GAP: Final = 0.28  # a stretch of the question this large that stands nowhere asks for something else
ENOUGH: Final = 0.62  # share of a question that, standing in the passage, makes up for a gap
HALF: Final = 0.5
ALIKE: Final = (
    0.6  # list items beside the one quoted that hold what is asked as well, and this much of it, belong to it
)
ABOVE: Final = 0.5  # how much title and headings count of what the text itself would
_WIDEST: Final = 3
_ITEM: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}(?:[、．.]|是|要)|[（(]?[一二三四五六七八九十\d]{1,2}[）)、．.]|[①-⑳])"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `homes`: the documents of schools the question names.

    leaning: how much evidence counts beside the search, 0..1 (`finding`).
    """

    case: Case
    demands: tuple[Demand, ...] = ()
    homes: frozenset[int] = frozenset()
    wants_list: bool = False
    leaning: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage weighed. `cover`: the share of the question its quote holds; `lacking`: what is asked and not there."""

    place: int
    score: float
    cover: float
    quote: str
    lacking: tuple[Demand, ...]


def weigh(library: Library, wanted: Wanted, found: Sequence[tuple[int, float]]) -> list[Candidate]:
    """Order what the search found, (place, share of the best score), by share and evidence."""
    weighed = [_weigh(library, wanted, place, share) for place, share in found]
    return sorted(weighed, key=lambda candidate: -candidate.score)


def _weigh(library: Library, wanted: Wanted, place: int, share: float) -> Candidate:
    passage = library.passages[place]
    document = library.document_of(passage)
    named = folded_once(f"{document.title} {document.issuer or ''}")
    above = f"{named} {folded_once(passage.heading)}"
    quotes, asked = wanted.case.quotes, (passage, above, wanted.demands, wanted.wants_list)
    if asked not in quotes:
        quotes[asked] = quote_from(passage.text, wanted, above)
    quote, cover = quotes[asked]
    around = f"{above}\n{_around(passage.text, quote)}" if wanted.demands else ""
    lacking = tuple(missing(wanted.demands, around, folded_whole(passage.text))) if wanted.demands else ()
    preferred = met(wanted.demands, folded_once(quote)) if wanted.demands else 1.0
    evidence = EVIDENCE * cover + PREFERRED * preferred - LACKING * bool(lacking)
    score = share + wanted.leaning * evidence + HOME * (passage.document in wanted.homes)
    return Candidate(place, score, cover, quote, lacking)


def asks_for_more(library: Library, case: Case, candidate: Candidate) -> bool:
    """Tell whether a passage speaks of the matter but not of what is asked about it.

    Part of the question stands there word for word, and a whole stretch of it nowhere: that is another question about
    the same matter. A paraphrase, of which little stands there literally, is not judged by this.
    """
    passage = library.passages[candidate.place]
    document = library.document_of(passage)
    text = folded_once(f"{document.title} {document.issuer or ''} {passage.heading}\n{passage.text}")
    strengths = case.strengths(text)
    return case.literal(strengths) > LITERAL and case.gap(strengths) >= GAP and case.share(strengths) < ENOUGH


def hardly_stands(library: Library, case: Case, candidate: Candidate) -> bool:
    """Tell whether half of a question in one stretch stands nowhere in a passage or above it."""
    passage = library.passages[candidate.place]
    document = library.document_of(passage)
    text = folded_once(f"{document.title} {document.issuer or ''} {passage.heading}\n{passage.text}")
    return case.gap(case.strengths(text)) >= HALF


def quote_from(text: str, wanted: Wanted, above: str = "") -> tuple[str, float]:
    """Return the shortest run of sentences of a passage that holds most of the question, and how much it holds.

    above: folded title and headings; what they hold counts half.
    """
    parts, folded, whole = parts_of(text)
    case, demands = wanted.case, wanted.demands
    over = [ABOVE * strength for strength in case.strengths(above)]
    within = case.within(folded, whole, over)
    most = within.share(list(map(max, within.over, *within.each))) + MEETS  # of any run, before it is made shorter
    best, cover, worth, run_of = parts[0], 0.0, -1.0, (0, 1)
    for first in range(len(parts)):
        run, held = "", within.over
        for last in range(first, min(first + _WIDEST, len(parts))):
            run += parts[last]
            if len(run.strip()) > QUOTE_LIMIT:
                break
            if most - LONGER * (last - first) - LENGTH * len(run) <= worth:  # nor is any longer one better
                break
            held = list(map(max, held, within.each[last]))
            found = within.share(held)
            value = found - LONGER * (last - first) - LENGTH * len(run)
            if value + MEETS <= worth:  # whatever it meets
                continue
            value += MEETS * (met(demands, "".join(folded[first : last + 1])) if demands else 1.0)
            if value > worth:
                best, cover, worth, run_of = run, found, value, (first, last + 1)
    if wanted.wants_list:
        best += _items_after(parts[run_of[1] :], QUOTE_LIMIT - len(best))
    elif run_of[1] - run_of[0] == 1 and _ITEM.match(best):
        least = ALIKE * cover if demands and met(demands, folded[run_of[0]]) else cover
        alike = [
            within.share(list(map(max, within.over, one))) >= least and met(demands, text_) >= met(demands, best)
            for one, text_ in zip(within.each, folded, strict=True)
        ]
        best = _with_siblings(parts, run_of[0], alike)
    return best.strip(), cover


def _with_siblings(parts: Sequence[str], at: int, alike: Sequence[bool]) -> str:
    """Return a list item with those beside it that hold as much of the question: which of them is meant is not said."""
    first, end = at, at + 1
    while first and alike[first - 1] and _ITEM.match(parts[first - 1]):
        first -= 1
    while end < len(parts) and alike[end] and _ITEM.match(parts[end]):
        end += 1
    run = "".join(parts[first:end])
    return run if len(run.strip()) <= QUOTE_LIMIT else parts[at]


def opening_of(text: str) -> str:
    """Return the first sentences of a passage, as many as a quote may hold."""
    opening = ""
    for part in parts_of(text)[0]:
        if len((opening + part).strip()) > QUOTE_LIMIT:
            break
        opening += part
    return opening.strip()


def _items_after(parts: Sequence[str], room: int) -> str:
    """Return the list items that follow directly, as many as find room."""
    items = ""
    for part in parts:
        if not _ITEM.match(part) or len(items) + len(part.rstrip()) > room:
            break
        items += part
    return items


def _around(text: str, quote: str) -> str:
    """Return the folded quote with the sentence before and after it."""
    parts, folded, _ = parts_of(text)
    start, place, inside = text.find(quote), 0, []
    for i, part in enumerate(parts):
        if place < start + len(quote) and place + len(part) > start:
            inside.append(i)
        place += len(part)
    return "".join(folded[max(0, inside[0] - 1) : inside[-1] + 2]) if inside else ""
