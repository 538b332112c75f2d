"""From a question to an answer that quotes, or to an honest "not in the documents".

The law: an answer is a sentence that stands in a document. Whether one answers is decided by evidence (do the
question's names, numbers and words stand there, or words they may stand for?), never by a search score alone.
Everything is pure over a `Library`.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knowledge.about import asked_for
from knowledge.aspects import Demand, demands_of
from knowledge.clauses import Citation, citation_in, cited
from knowledge.differing import others_of
from knowledge.document import issued
from knowledge.evidence import Case, prepare
from knowledge.meaning.fusing import search
from knowledge.onward import before_of, rest_of
from knowledge.parts import with_parts
from knowledge.persons import held_by, tokens_in
from knowledge.question import Question, read_question
from knowledge.reply import Alternative, Answer
from knowledge.schools import is_among, schools_in
from knowledge.terms import pair
from knowledge.text import fold
from knowledge.weighing import Candidate, Wanted, asks_for_more, opening_of, weigh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library

__all__ = ["Alternative", "Answer", "answer"]

NOTHING_ASKED: Final = "没有看出要问什么，请写出要问的事，例如「总结报告什么时候交」。"
NOTHING_HERE: Final = "还没有收录任何文件，请先导入。"
NOT_FOUND: Final = "现有文件里没有查到。"
NEAREST: Final = "现有文件里没有查到，最接近的是{titles}。"
NOT_STATED: Final = "{title}只写到“{quote}”，没有规定{name}。"
NOT_STATED_AT_ALL: Final = "文件里没有关于{name}的规定，最接近的是{titles}。"
NOT_WRITTEN: Final = "文件里没有{name}的规定，最接近的是{title}写的“{quote}”。"
NO_SUCH_SCHOOL: Final = "没有收录{school}的文件，最接近的是{titles}。"
NO_SUCH_CLAUSE: Final = "{title}没有{clause}，它一共有{count}条。"

NEAR: Final = 8  # how far down a passage is taken that holds what the first one lacks
HARDLY_LESS: Final = 0.85
CANDIDATES: Final = 40
ALTERNATIVES: Final = 10
WEAKEST: Final = 0.25  # a quote must hold more than this share of a question; single characters hold as much
CITED: Final = 0.9  # confidence when a clause was asked for by number
NAMED: Final = 0.8  # share of a question that is no more than a document's name
_UNSURE: Final = 0.49
_SHORT: Final = 40


def answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None = None) -> Answer:
    """Answer a question from the passages of a library. allowed: which passages may be quoted (all when None)."""
    named = asked_for(raw, library, lambda at: _is_seen(library, at, allowed))
    if named:
        first = named[0]
        return Answer(raw, answered=True, quote=first.purpose, passage=first.passage, document=first.document,
                      confidence=CITED, alternatives=(), reason="", about=named)  # fmt: skip
    return with_parts(_answer(library, raw, allowed), lambda part: _answer(library, part, allowed))


def _is_seen(library: Library, at: int, allowed: NDArray[np.bool_] | None) -> bool:
    return allowed is None or any(allowed[place] for place in library.places_of(at))


def _answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None) -> Answer:
    question = read_question(raw)
    if question.is_empty:
        return _declined(raw, NOTHING_ASKED)
    if not library.passages:
        return _declined(raw, NOTHING_HERE)
    case = prepare(question, library.index)
    nearness = library.nearness(raw) if library.nearness else None
    found = search(library.index, case.weights, CANDIDATES, allowed, nearness)
    citation = citation_in(question.text)
    if citation:
        return _answer_citation(library, question, Wanted(case), citation, (found, allowed))
    stranger, homes = _schools(library, question, found)
    demands = (*demands_of(question.text), *_strangers(library, question))
    candidates = weigh(library, Wanted(case, demands, homes, question.wants_list), found)
    reply = _decide(library, case, raw, candidates, stranger)
    if not reply.answered:
        return reply
    first = next(one for one in candidates if library.passages[one.place] == reply.passage)
    at_home = [one for one in candidates if not homes or library.passages[one.place].document in homes]
    return replace(reply, others=others_of(library, first, at_home))


def _strangers(library: Library, question: Question) -> list[Demand]:
    """Return keywords that can only be a name nobody here has: none of their pairs stands in any document."""
    return [
        Demand(f"「{token}」", token, held_by(token), anywhere=True)
        for token in tokens_in(question.text)
        if not any(library.index.frequency(pair(*two)) for two in itertools.pairwise(token))
    ]


def _schools(library: Library, question: Question, found: list[tuple[int, float]]) -> tuple[str, frozenset[int]]:
    """Return a school the question names and no document knows (or ""), and the documents of schools it names."""
    named = schools_in(question.text.replace(" ", ""))
    if not named:
        return "", frozenset()
    homes: dict[int, set[str]] = {}
    for place, _ in found:
        passage = library.passages[place]
        homes.setdefault(passage.document, set()).update(schools_in(fold(passage.text)))
    for place, document in enumerate(library.documents):
        if document.issuer:
            homes.setdefault(place, set()).update(schools_in(fold(f"{document.title} {document.issuer}")))
    ours: set[int] = set()
    for school in named:
        at = {place for place, names in homes.items() if is_among(school, names)}
        if not at:
            return school, frozenset()
        ours |= at
    return "", frozenset(ours)


def _decide(library: Library, case: Case, raw: str, candidates: list[Candidate], stranger: str) -> Answer:
    candidates = _best_first(candidates) if candidates else []
    alternatives = _alternatives(library, candidates)
    if stranger:
        return _declined(raw, NO_SUCH_SCHOOL.format(school=stranger, titles=_titles(alternatives)), alternatives)
    if not candidates:
        return _declined(raw, NOT_FOUND)
    best = candidates[0]
    if best.lacking:
        return _declined(raw, _lacking(library, best, alternatives), alternatives, best.cover)
    if best.cover <= WEAKEST or asks_for_more(library, case, best):
        return _declined(raw, NEAREST.format(titles=_titles(alternatives)), alternatives, best.cover)
    return _answered(library, raw, best, alternatives)


def _best_first(candidates: list[Candidate]) -> list[Candidate]:
    """Put first one near the top that holds what is asked, where the first lacks it and is hardly more to the point."""
    best = candidates[0]
    near = (one for one in candidates[:NEAR] if not one.lacking and one.cover >= HARDLY_LESS * best.cover)
    first = next(near, best) if best.lacking else best
    return [first, *(one for one in candidates if one is not first)]


def _lacking(library: Library, best: Candidate, alternatives: tuple[Alternative, ...]) -> str:
    document = library.document_of(library.passages[best.place])
    name = best.lacking[0].name
    if best.cover < 2 * WEAKEST:
        return NOT_STATED_AT_ALL.format(name=name, titles=_titles(alternatives))
    form = NOT_WRITTEN if name.startswith("「") else NOT_STATED
    return form.format(title=_named(document.title), quote=_shortened(best.quote), name=name)


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split()).rstrip("。")
    return flat if len(flat) <= _SHORT else flat[:_SHORT] + "…"


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
            reason = NO_SUCH_CLAUSE.format(title=_named(meant.document.title), clause=citation.shown, count=meant.count)
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
        return _declined(question.raw, _lacking(library, best, alternatives), alternatives, best.cover)
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


def _named(title: str) -> str:
    """Return a title in its marks; of a notice that issues a rule, the rule's."""
    title = issued(title)
    return title if "《" in title else f"《{title}》"


def _titles(alternatives: tuple[Alternative, ...]) -> str:
    titles = dict.fromkeys(_named(a.document.title) for a in alternatives if a.document.title)
    return "、".join(list(titles)[:2]) or "（无）"
