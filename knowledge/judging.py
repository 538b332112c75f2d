"""Whether a passage answers: by what the question demands, how it is put, and whose documents it asks about.

The law: who is answered wrongly is worse off than who is declined, unless he talks in words no document uses; to him
the nearest text is a help, and is marked as doubtful.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from knowledge.aspects import Demand, demands_of, matters
from knowledge.evidence import Case, prepare
from knowledge.homes import Homes
from knowledge.misheard import as_meant
from knowledge.persons import held_by, tokens_in
from knowledge.question import LONGEST, Question, read_question
from knowledge.register import Register, register_of
from knowledge.terms import is_han, pair
from knowledge.text import fold
from knowledge.weighing import Candidate, asks_for_more, hardly_stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.library import Library

WEAKEST: Final = 0.25  # a quote must hold more than this share of a question; single characters hold as much
FAINTEST: Final = 0.05  # … where people talk and ask for no certain fact; such an answer is doubtful
FAINT: Final = 0.25  # below it, with a long stretch of it nowhere, what people say is about something else
NEAR: Final = 8  # how far down a passage is taken that holds what the first one lacks
OFTEN: Final = 8  # passages
COMMON: Final = 0.01  # share of a shelf's passages
HARDLY_LESS: Final = 0.85
NEARLY: Final = 0.9  # of the best score: a passage found much better stays first


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready for one library: how it is put and what it asks a text to hold."""

    raw: str
    case: Case
    register: Register
    demands: tuple[Demand, ...]
    homes: Homes

    @property
    def weakest(self) -> float:
        """The share of the question that a quote must exceed."""
        talks = self.register is Register.SPOKEN
        asks_a_fact = any(demand.required and not demand.is_topic for demand in self.demands)
        return FAINTEST if talks and not asks_a_fact else WEAKEST


def asked_of(library: Library, question: Question, case: Case, homes: Homes) -> Asked:
    """Read what a question asks of a library."""
    folded = fold(question.raw[:LONGEST])
    asked = [
        replace(one, required=one.required and not _is_common(library, one))
        for one in demands_of(as_meant(folded, library.index, matters()), library.thesaurus)
    ]
    demands = (*asked, *_strangers(library, question))
    return Asked(question.raw, case, register_of(folded), demands, homes)


def _is_common(library: Library, demand: Demand) -> bool:
    """Tell whether a matter is one that much of a shelf speaks of: a text need not say its word to be about it."""
    if not demand.is_topic or not all(map(is_han, demand.word)):
        return False
    often = min(library.index.frequencies([pair(*two) for two in itertools.pairwise(demand.word)]), default=0)
    return often > max(OFTEN, COMMON * len(library.passages))


def _strangers(library: Library, question: Question) -> list[Demand]:
    """Return keywords that can only be a name nobody here has: none of their pairs stands in any document."""
    return [
        Demand(f"「{token}」", token, held_by(token), anywhere=True)
        for token in tokens_in(question.text)
        if not any(library.index.frequencies([pair(*two) for two in itertools.pairwise(token)]))
    ]


def best_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Put first one near the top that holds what is asked, where the first lacks it and is hardly more to the point."""
    if not candidates:
        return []
    best = candidates[0]
    near = (
        one
        for one in candidates[:NEAR]
        if not one.lacking and one.cover >= HARDLY_LESS * best.cover and one.score >= NEARLY * best.score
    )
    first = next(near, best) if best.lacking else best
    return [first, *(one for one in candidates if one is not first)]


def falls_short(library: Library, asked: Asked, best: Candidate) -> bool:
    """Tell whether a passage holds too little of a question, or speaks of the matter but not of what is asked."""
    if best.cover <= asked.weakest:
        return True
    if asked.register is Register.SPOKEN:
        return best.cover < FAINT and hardly_stands(library, asked.case, best)
    text = library.passages[best.place].text
    met = [demand.word for demand in asked.demands if demand.is_met(text) and demand.word in asked.raw]
    rest = asked.raw
    for word in met:
        rest = rest.replace(word, " ")
    case = prepare(read_question(rest, library.thesaurus), library.index) if met else asked.case
    return asks_for_more(library, case, best)


def unheld(library: Library, asked: Asked, best: Candidate) -> str:
    """Return the keyword of which a passage holds nothing, "" when each stands there or the question is a sentence."""
    if asked.register is not Register.KEYWORDS:
        return ""
    passage = library.passages[best.place]
    document = library.document_of(passage)
    text = fold(f"{document.title} {document.issuer or ''} {document.number or ''} {passage.heading}\n{passage.text}")
    for token in fold(asked.raw[:LONGEST]).split():
        keyword = read_question(token, library.thesaurus)
        if keyword.is_empty or any(demand.word in token and demand.is_met(text) for demand in asked.demands):
            continue
        in_short = re.search(".{0,2}".join(map(re.escape, token)), text)
        if not in_short and prepare(keyword, library.index).cover(text) <= WEAKEST:
            return token
    return ""
