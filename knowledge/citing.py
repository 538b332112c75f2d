"""Questions that name a clause by its number, or ask how many clauses a document has.

The law: a clause is quoted from the document that is named and from no other; where several may be meant, none is
guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from knowledge import declining
from knowledge.aspects import demands_of
from knowledge.called import ASKING, Called, called_in
from knowledge.clauses import ATTACHMENT, Citation, numbered
from knowledge.naming import named
from knowledge.question import LONGEST, Question, read_question
from knowledge.replying import alternatives_of, answered, declined, is_seen
from knowledge.text import fold, numeral
from knowledge.weighing import Candidate, Wanted, opening_of, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.library import Library
    from knowledge.reply import Answer

CITED: Final = 0.9  # confidence when a clause was asked for by number
_ATTACHED: Final = re.compile(r"附件\s*([一二三四五六七八九十\d]{0,3})\s*[:：\n]")
_COUNT: Final = re.compile(
    r"(?:一?共|总共|总计)?有?(?:几|多少)个?(条|章|部分|方面|点)(?:款|规定|内容|要求)?(?:呢|啊|呀|来着)?[?？。]?$"
)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Where to look: the library, what the search found, which passages may be quoted."""

    library: Library
    found: list[tuple[int, float]]
    allowed: NDArray[np.bool_] | None

    def sees(self, document: int) -> bool:
        return is_seen(self.library, document, self.allowed)

    def places_of(self, document: int) -> list[int]:
        return [at for at in self.library.places_of(document) if self.allowed is None or self.allowed[at]]


def answer_citation(
    library: Library,
    question: Question,
    wanted: Wanted,
    citation: Citation,
    search: tuple[list[tuple[int, float]], NDArray[np.bool_] | None],
) -> Answer:
    """Answer a question that names a clause by its number. search: what was found, and which passages may be quoted."""
    sought = _Sought(library, *search)
    called = called_in(library, citation.rest, sought.sees)
    others = weigh(library, wanted, sought.found)
    nearest = alternatives_of(library, others)
    if called.name and not called.places:
        titles = declining.titles_of([one.document for one in nearest])
        return declined(question.raw, declining.no_such_document(called.name, titles), nearest)
    documents = called.places or dict.fromkeys(library.passages[place].document for place, _ in sought.found)
    having = {at: places for at in documents if (places := _cited(sought, citation, at))}
    if not having:
        return declined(question.raw, _no_clause(sought, citation, called), nearest)
    is_bare = read_question(ASKING.sub(" ", called.rest), library.thesaurus).is_empty
    if is_bare and len(having) > 1 and not called.places:
        several = [library.documents[at].title for at in having]
        return declined(question.raw, declining.which_of(several, citation.shown), nearest)
    demands = tuple(demands_of(called.rest, library.thesaurus))
    places = [place for places in having.values() for place in places]
    candidates = weigh(library, replace(wanted, demands=demands), [(place, 1.0) for place in places])
    if is_bare and not candidates[0].lacking:
        candidates = _in_order(library, citation, candidates)
    best = candidates[0]
    candidates += [one for one in others if one.place not in places]
    alternatives = alternatives_of(library, candidates)
    if best.lacking:
        document = library.document_of(library.passages[best.place])
        reason = declining.not_stated(document, best.quote, best.lacking[0].name)
        return declined(question.raw, reason, alternatives, best.cover)
    return answered(library, question.raw, best, alternatives, at_least=CITED)


def _cited(sought: _Sought, citation: Citation, document: int) -> list[int]:
    """Return the places of a cited clause in a document: of all that match those that lie deepest on its path."""
    own = sought.places_of(document)
    passages = sought.library.passages
    if citation.unit == ATTACHMENT:
        return _attached(sought, citation, own)
    chapters = [at for at in own if citation.stands_in(passages[at].heading)]
    if chapters:
        return chapters
    matching = {at: citation.depth_in(passages[at].clause) for at in own if citation.matches(passages[at].clause)}
    deepest = max(matching.values(), default=0)
    return [at for at, depth in matching.items() if depth == deepest]


def _attached(sought: _Sought, citation: Citation, own: Sequence[int]) -> list[int]:
    """Return the places of an attachment: from the passage that opens with its number, or the only one there is."""
    passages = sought.library.passages
    opened = [(at, found.group(1)) for at in own if (found := _ATTACHED.match(passages[at].text))]
    numbers = [numeral(number) or order for order, (_, number) in enumerate(opened, 1)]
    return [at for (at, _), number in zip(opened, numbers, strict=True) if number == citation.number]


def _in_order(library: Library, citation: Citation, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Put the clause's beginning first, quoted from its first sentence, or from the item cited within it."""
    first, *further = sorted(candidates, key=lambda one: one.place)
    passage = library.passages[first.place]
    opening = opening_of(citation.within(passage.text, passage.clause) or passage.text)
    return [replace(first, quote=opening), *further]


def _no_clause(sought: _Sought, citation: Citation, called: Called) -> str:
    if not called.places:
        return declining.NOT_FOUND
    own = sought.places_of(called.places[0])
    count = numbered([sought.library.passages[at].clause for at in own])
    title = named(sought.library.documents[called.places[0]].title)
    form = declining.NO_SUCH_CLAUSE if count else declining.NO_SUCH_PART
    return form.format(title=title, clause=citation.shown, count=count)


def answer_count(library: Library, raw: str, allowed: NDArray[np.bool_] | None) -> Answer | None:
    """Say how many clauses a document has that is named, quoting its last; None where something else is asked."""
    folded = fold(raw[:LONGEST]).strip()
    asked = _COUNT.search(folded)
    if not asked:
        return None
    sought = _Sought(library, [], allowed)
    called = called_in(library, folded[: asked.start()], sought.sees)
    if len(called.places) != 1 or not read_question(ASKING.sub(" ", called.rest), library.thesaurus).is_empty:
        return None
    own = sought.places_of(called.places[0])
    labels = {at: library.passages[at].clause for at in own}
    count = numbered(list(labels.values()))
    unit = "条" if any(label.startswith("第") for label in labels.values()) else asked.group(1)
    if not count or asked.group(1) == "章":
        return None
    last = max((at for at, label in labels.items() if numbered([label])), default=own[-1])
    title = named(library.documents[called.places[0]].title)
    quote = opening_of(library.passages[last].text)
    best = Candidate(last, 1.0, 1.0, quote, ())
    said = declining.COUNTED.format(title=title, count=f"{count}{'个' * (len(unit) > 1)}{unit}", unit=unit)
    return answered(library, raw, best, alternatives_of(library, [best]), at_least=CITED, preface=said)
