"""From a question to an answer that quotes, or to an honest "not in the documents".

The law: an answer is a sentence that stands in a document. Whether one answers is decided by evidence (do the
question's names, numbers and words stand there, or words they may stand for?), never by a search score alone.
Everything is pure over a `Library`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knowledge.about import asked_for
from knowledge.aspects import demands_of
from knowledge.clauses import Citation, citation_in, cited
from knowledge.declining import (
    NEAREST,
    NO_SUCH_CLAUSE,
    NO_SUCH_SCHOOL,
    NOT_FOUND,
    NOT_OF_SCHOOL,
    NOT_STATED_AT_ALL,
    NOTHING_ASKED,
    NOTHING_HERE,
    named,
    not_stated,
    titles_of,
)
from knowledge.differing import others_of
from knowledge.evidence import prepare
from knowledge.finding import find
from knowledge.homes import homes_of
from knowledge.judging import WEAKEST, Asked, asked_of, best_first, falls_short, unheld
from knowledge.onward import before_of, rest_of
from knowledge.parts import with_parts
from knowledge.question import Question, read_question
from knowledge.reply import Alternative, Answer
from knowledge.text import fold
from knowledge.weighing import Candidate, Wanted, opening_of, weigh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library

__all__ = ["Alternative", "Answer", "answer"]

MUCH: Final = 0.15  # share of a question by which another school's rule is more to the point
ALTERNATIVES: Final = 10
CITED: Final = 0.9  # confidence when a clause was asked for by number
NAMED: Final = 0.8  # share of a question that is no more than a document's name
_UNSURE: Final = 0.49


def answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None = None) -> Answer:
    """Answer a question from the passages of a library. allowed: which passages may be quoted (all when None)."""
    about = asked_for(raw, library, lambda at: _is_seen(library, at, allowed))
    if about:
        first = about[0]
        return Answer(raw, answered=True, quote=first.purpose, passage=first.passage, document=first.document,
                      confidence=CITED, alternatives=(), reason="", about=about)  # fmt: skip
    return with_parts(_answer(library, raw, allowed), lambda part: _answer(library, part, allowed))


def _is_seen(library: Library, at: int, allowed: NDArray[np.bool_] | None) -> bool:
    return allowed is None or any(allowed[place] for place in library.places_of(at))


def _answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None) -> Answer:
    question = read_question(raw)
    if question.is_empty:
        return _declined(raw, NOTHING_ASKED)
    if not library.passages:
        return _declined(raw, NOTHING_HERE)
    search = find(library, question, allowed)
    case, found = search.case, search.places
    citation = citation_in(question.text)
    if citation:
        return _answer_citation(library, question, Wanted(case), citation, (found, allowed))
    homes = homes_of(library, question.text, found)
    asked = asked_of(library, question, case, homes)
    candidates = weigh(library, Wanted(case, asked.demands, homes.ours, question.wants_list, search.leaning), found)
    reply = _decide(library, asked, candidates)
    if not reply.answered:
        return reply
    first = next(one for one in candidates if library.passages[one.place] == reply.passage)
    at_home = [one for one in candidates if not homes.ours or library.passages[one.place].document in homes.ours]
    return replace(reply, others=others_of(library, first, at_home))


def _decide(library: Library, asked: Asked, candidates: list[Candidate]) -> Answer:
    raw, homes = asked.raw, asked.homes
    abroad = [one for one in candidates if library.passages[one.place].document in homes.abroad]
    at_home = [one for one in candidates if one not in abroad] if abroad else candidates
    at_home = best_first(at_home)
    alternatives = _alternatives(library, [*at_home, *abroad])
    titles = titles_of([one.document for one in alternatives], with_issuer=bool(homes.named))
    if homes.is_stranger:
        return _declined(raw, NO_SUCH_SCHOOL.format(school=homes.named, titles=titles), alternatives)
    if not at_home:
        reason = NOT_OF_SCHOOL.format(school=homes.named, titles=titles) if abroad else NOT_FOUND
        return _declined(raw, reason, alternatives)
    best = at_home[0]
    if best.lacking:
        return _declined(raw, _lacking(library, best, titles), alternatives, best.cover)
    if word := unheld(library, asked, best):
        return _declined(raw, NOT_STATED_AT_ALL.format(name=f"「{word}」", titles=titles), alternatives, best.cover)
    if falls_short(library, asked, best) or any(one.cover > best.cover + MUCH for one in abroad):
        form = NOT_OF_SCHOOL if homes.named else NEAREST
        return _declined(raw, form.format(school=homes.named, titles=titles), alternatives, best.cover)
    return _answered(library, raw, best, alternatives)


def _lacking(library: Library, best: Candidate, titles: str) -> str:
    name = best.lacking[0].name
    if best.cover < 2 * WEAKEST:
        return NOT_STATED_AT_ALL.format(name=name, titles=titles)
    return not_stated(library.document_of(library.passages[best.place]), best.quote, name)


def _answer_citation(
    library: Library,
    question: Question,
    wanted: Wanted,
    citation: Citation,
    search: tuple[list[tuple[int, float]], NDArray[np.bool_] | None],
) -> Answer:
    """Answer a question that names a clause by its number. search: what was found, and which passages may be quoted."""
    found, allowed = search
    others = weigh(library, wanted, found)
    meant = cited(library, citation, wanted.case, allowed)
    if not meant.places:
        reason = NOT_FOUND
        if meant.document:
            reason = NO_SUCH_CLAUSE.format(title=named(meant.document.title), clause=citation.shown, count=meant.count)
        return _declined(question.raw, reason, _alternatives(library, others))
    demands = tuple(demands_of(question.text))
    candidates = weigh(library, replace(wanted, demands=demands), [(place, 1.0) for place in meant.places])
    if not candidates[0].lacking and _is_bare(library, citation, candidates[0]):
        candidates.sort(key=lambda candidate: candidate.place)
        opening = opening_of(library.passages[candidates[0].place].text)
        candidates[0] = replace(candidates[0], quote=opening)
    best = candidates[0]
    candidates += [candidate for candidate in others if candidate.place not in meant.places]
    alternatives = _alternatives(library, candidates)
    if best.lacking:
        return _declined(
            question.raw,
            _lacking(library, best, titles_of([one.document for one in alternatives])),
            alternatives,
            best.cover,
        )
    return _answered(library, question.raw, best, alternatives, at_least=CITED)


def _is_bare(library: Library, citation: Citation, best: Candidate) -> bool:
    """Tell whether a question asks for no more than the clause: what remains is empty or the document's name."""
    passage = library.passages[best.place]
    rest = read_question(citation.rest)
    name = fold(f"{library.document_of(passage).title} {passage.heading}")
    return rest.is_empty or prepare(rest, library.index).cover(name) >= NAMED


def _alternatives(library: Library, candidates: list[Candidate]) -> tuple[Alternative, ...]:
    passages = [(library.passages[c.place], c) for c in candidates[:ALTERNATIVES]]
    return tuple(Alternative(passage, library.document_of(passage), c.score, c.quote) for passage, c in passages)


def _answered(
    library: Library, raw: str, best: Candidate, alternatives: tuple[Alternative, ...], at_least: float = 0.0
) -> Answer:
    passage = library.passages[best.place]
    confidence = min(1.0, max(best.cover, at_least))
    return Answer(raw, answered=True, quote=best.quote, passage=passage, document=library.document_of(passage),
                  confidence=confidence, alternatives=alternatives, reason="",
                  before=before_of(library, best.place, best.quote),
                  rest=rest_of(library, best.place, best.quote))  # fmt: skip


def _declined(raw: str, reason: str, alternatives: tuple[Alternative, ...] = (), cover: float = 0.0) -> Answer:
    return Answer(raw, answered=False, quote="", passage=None, document=None,
                  confidence=min(cover, _UNSURE), alternatives=alternatives, reason=reason)  # fmt: skip
