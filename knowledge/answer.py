"""From a question to an answer that quotes, or to an honest "not in the documents".

The law: an answer is a sentence that stands in a document. Whether one answers is decided by evidence (do the
question's names, numbers and words stand there, or words they may stand for?), never by a search score alone.
Everything is pure over a `Library`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from knowledge.about import asked_for, asks_for_a_document
from knowledge.called import called_in
from knowledge.citing import answer_citation, answer_count
from knowledge.clauses import citation_in
from knowledge.declining import (
    NEAREST,
    NO_SUCH_SCHOOL,
    NOT_FOUND,
    NOT_OF_SCHOOL,
    NOT_STATED_AT_ALL,
    NOTHING_ASKED,
    NOTHING_HERE,
    no_such_document,
    not_stated,
    titles_of,
)
from knowledge.differing import others_of
from knowledge.finding import find
from knowledge.headed import answer_head
from knowledge.homes import homes_of
from knowledge.judging import WEAKEST, Asked, asked_of, best_first, falls_short, unheld
from knowledge.parts import with_kernel, with_parts
from knowledge.question import LONGEST, legible, read_question
from knowledge.reply import Alternative, Answer
from knowledge.replying import alternatives_of, answered, declined, is_seen
from knowledge.text import fold
from knowledge.weighing import Candidate, Wanted, weigh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library

__all__ = ["Alternative", "Answer", "answer"]

MUCH: Final = 0.15  # share of a question by which another school's rule is more to the point
CITED: Final = 0.9  # confidence when a document was asked for by its name


def answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None = None) -> Answer:
    """Answer a question from the passages of a library. allowed: which passages may be quoted (all when None)."""
    raw = legible(raw)
    about = asked_for(raw, library, lambda at: is_seen(library, at, allowed))
    if about:
        first = about[0]
        return Answer(raw, answered=True, quote=first.purpose, passage=first.passage, document=first.document,
                      confidence=CITED, alternatives=(), reason="", about=about)  # fmt: skip
    if told := answer_count(library, raw, allowed) or answer_head(library, raw, allowed):
        return told

    def ask(part: str) -> Answer:
        return _answer(library, part, allowed)

    reply = with_parts(with_kernel(ask(raw), ask), ask)
    if reply.is_doubtful and asks_for_a_document(raw):
        titles = titles_of([one.document for one in reply.alternatives])
        return declined(raw, NEAREST.format(titles=titles), reply.alternatives, reply.confidence)
    return reply


def _answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None) -> Answer:
    question = read_question(raw, library.thesaurus)
    if question.is_empty:
        return declined(raw, NOTHING_ASKED)
    if not library.passages:
        return declined(raw, NOTHING_HERE)
    search = find(library, question, allowed)
    case, found = search.case, search.places
    citation = citation_in(fold(raw[:LONGEST]))
    if citation:
        return answer_citation(library, question, Wanted(case), citation, (found, allowed))
    if stranger := _unknown_title(library, raw, found, allowed):
        return stranger
    homes = homes_of(library, question.text, found)
    asked = asked_of(library, question, case, homes)
    candidates = weigh(library, Wanted(case, asked.demands, homes.ours, question.wants_list, search.leaning), found)
    reply = _decide(library, asked, candidates)
    if not reply.answered:
        return reply
    first = next(one for one in candidates if library.passages[one.place] == reply.passage)
    at_home = [one for one in candidates if not homes.ours or library.passages[one.place].document in homes.ours]
    return replace(reply, others=others_of(library, first, at_home))


def _unknown_title(
    library: Library, raw: str, found: list[tuple[int, float]], allowed: NDArray[np.bool_] | None
) -> Answer | None:
    """Decline what asks for the rule of a document in title marks that nobody has and no text mentions."""
    if "《" not in raw:
        return None
    called = called_in(library, fold(raw[:LONGEST]), lambda at: is_seen(library, at, allowed))
    if not called.name or called.places:
        return None
    passages = [library.passages[place] for place, _ in found]
    if any(called.name in fold(passage.text).replace(" ", "") for passage in passages):
        return None
    documents = [library.document_of(passage) for passage in passages]
    return declined(raw, no_such_document(called.name, titles_of(documents)))


def _decide(library: Library, asked: Asked, candidates: list[Candidate]) -> Answer:
    raw, homes = asked.raw, asked.homes
    abroad = [one for one in candidates if library.passages[one.place].document in homes.abroad]
    at_home = [one for one in candidates if one not in abroad] if abroad else candidates
    at_home = best_first(at_home)
    alternatives = alternatives_of(library, [*at_home, *abroad])
    titles = titles_of([one.document for one in alternatives], with_issuer=bool(homes.named))
    if homes.is_stranger:
        return declined(raw, NO_SUCH_SCHOOL.format(school=homes.named, titles=titles), alternatives)
    if not at_home:
        reason = NOT_OF_SCHOOL.format(school=homes.named, titles=titles) if abroad else NOT_FOUND
        return declined(raw, reason, alternatives)
    best = at_home[0]
    if best.lacking:
        return declined(raw, _lacking(library, best, titles), alternatives, best.cover)
    if word := unheld(library, asked, best):
        return declined(raw, NOT_STATED_AT_ALL.format(name=f"「{word}」", titles=titles), alternatives, best.cover)
    if falls_short(library, asked, best) or any(one.cover > best.cover + MUCH for one in abroad):
        form = NOT_OF_SCHOOL if homes.named else NEAREST
        return declined(raw, form.format(school=homes.named, titles=titles), alternatives, best.cover)
    return answered(library, raw, best, alternatives)


def _lacking(library: Library, best: Candidate, titles: str) -> str:
    name = best.lacking[0].name
    if best.cover < 2 * WEAKEST or best.lacking[0].is_never_met:
        return NOT_STATED_AT_ALL.format(name=name, titles=titles)
    return not_stated(library.document_of(library.passages[best.place]), best.quote, name)
