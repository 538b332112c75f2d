"""Whether two texts answer one question differently: then both are quoted. Where they merely repeat, one is enough."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.text import NUMERAL, folded_once, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.document import Document, Passage
    from knowledge.library import Library
    from knowledge.weighing import Candidate

MOST: Final = 2  # sources beside the first: more than three do not fit on a telephone's screen
COVER: Final = 0.75  # share of what the first quote holds of the question that another must hold
SURE: Final = 0.75  # share of the question that the other must hold, where only words differ
SHORT: Final = 80  # signs of a quote that says one thing; where only words differ, both must be as short
NEAR: Final = 0.7  # share of the first's score
OF_ONE_MATTER: Final = 0.3  # share of pairs two quotes have in common that speak of one matter
ALIKE: Final = 0.75  # share of pairs two quotes have in common from which on they say the same
_FIGURE: Final = re.compile(
    rf"(?<![第〔\d])({NUMERAL}|半|每)个?(小时|分钟|工作日|日|天|周|星期|月|学期|季度|年|元|万元|%|人|次|名|份|倍|公里|米)"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A verbatim quote with where it stands."""

    quote: str
    passage: Passage
    document: Document


@functools.lru_cache(maxsize=1024)
def figures(text: str) -> frozenset[tuple[str, str]]:
    """Return the amounts a text states as (number, unit), each in one form."""
    found = _FIGURE.findall(folded_once(text))
    return frozenset((str(numeral(number) or number), unit.replace("天", "日")) for number, unit in found)


def differ(quote: str, other: str) -> bool | None:
    """Tell whether two quotes state other amounts of one unit; None where figures decide nothing."""
    mine, theirs = figures(quote), figures(other)
    if mine == theirs:
        return None if not mine else False
    if {unit for _, unit in mine} & {unit for _, unit in theirs}:
        return not (mine <= theirs or theirs <= mine)
    return None


def alike(quote: str, other: str) -> float:
    """Return the share of pairs of signs that two quotes have in common, 0..1."""
    mine, theirs = _pairs(quote), _pairs(other)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def others_of(library: Library, best: Candidate, candidates: Sequence[Candidate]) -> tuple[Quoted, ...]:
    """Return what other documents say to the same question and say differently, best first."""
    found, held = [best], {library.passages[best.place].document}
    for one in candidates:
        if not _answers_too(best, one) or library.passages[one.place].document in held:
            continue
        if all(_says_otherwise(said, one) for said in found):
            found.append(one)
            held.add(library.passages[one.place].document)
        if len(found) > MOST:
            break
    passages = [(one.quote, library.passages[one.place]) for one in found[1:]]
    return tuple(Quoted(quote, passage, library.document_of(passage)) for quote, passage in passages)


def _answers_too(best: Candidate, one: Candidate) -> bool:
    return not one.lacking and one.score >= NEAR * best.score and one.cover >= COVER * best.cover


def _says_otherwise(best: Candidate, one: Candidate) -> bool:
    common = alike(best.quote, one.quote)
    if common < OF_ONE_MATTER:
        return False
    decided = differ(best.quote, one.quote)
    if decided is not None:
        return decided
    return common < ALIKE and one.cover >= SURE and max(len(best.quote), len(one.quote)) <= SHORT


@functools.lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    signs = [sign for sign in folded_once(text) if sign.isalnum()]
    return frozenset(itertools.pairwise(signs))
