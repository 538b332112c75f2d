"""From a question to an answer that quotes, or to an honest "not in the documents".

The law: an answer is a sentence that stands in a document. Whether one answers is decided by evidence (do the question's
names, numbers and words stand there, or words they may stand for?), never by a search score alone. Everything is pure
over a `Library`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from knowledge.aspects import Demand, demands_of, met, missing
from knowledge.clauses import Citation, citation_in, cited
from knowledge.document import QUOTE_LIMIT, Document, Passage
from knowledge.evidence import Case, prepare
from knowledge.question import Question, read_question
from knowledge.schools import same_school, schools_in
from knowledge.text import fold, sentences

if TYPE_CHECKING:
    import numpy as np
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.library import Library

NOTHING_ASKED: Final = "没有看出要问什么，请写出要问的事，例如「总结报告什么时候交」。"
NOTHING_HERE: Final = "还没有收录任何文件，请先导入。"
NOT_FOUND: Final = "现有文件里没有查到。"
NEAREST: Final = "现有文件里没有查到，最接近的是{titles}。"
NOT_STATED: Final = "{title}只写到“{quote}”，没有规定{name}。"
NOT_STATED_AT_ALL: Final = "文件里没有关于{name}的规定，最接近的是{titles}。"
NOT_WRITTEN: Final = "文件里没有{name}的规定，最接近的是{title}写的“{quote}”。"
NO_SUCH_SCHOOL: Final = "没有收录{school}的文件，最接近的是{titles}。"
NO_SUCH_CLAUSE: Final = "{title}没有{clause}，它一共有{count}条。"

CANDIDATES: Final = 40
ALTERNATIVES: Final = 10
EVIDENCE: Final = 1.0  # weight of the evidence beside the search score, both 0..1
LACKING: Final = 0.3  # what a passage loses that does not hold what is asked
MEETS: Final = 0.25  # what a run of sentences gains that holds what is asked
PREFERRED: Final = 0.15
WEAKEST: Final = 0.25
_ITEM: Final = re.compile(r"\s*(?:[一二三四五六七八九十]{1,2}(?:[、．.]|是|要)|[（(]?[一二三四五六七八九十\d]{1,2}[）)、．.]|[①-⑳])")
_WIDEST: Final = 3
_SHORT: Final = 40


@dataclass(frozen=True, slots=True)
class Alternative:
    """A passage that may answer, with its document; `score` orders them, best first."""

    passage: Passage
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got.

    quote: at most 240 characters verbatim from `passage`, empty when not answered; reason: then a sentence for staff.
    alternatives: up to ten, best first, the answer's own first.
    """

    question: str
    answered: bool
    quote: str
    passage: Passage | None
    document: Document | None
    confidence: float
    alternatives: tuple[Alternative, ...]
    reason: str

    @property
    def clause(self) -> str:
        """The label of the clause quoted, empty when none."""
        return self.passage.clause if self.passage else ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    score: float
    cover: float
    quote: str
    lacking: tuple[Demand, ...]


def answer(library: Library, raw: str, allowed: NDArray[np.bool_] | None = None) -> Answer:
    """Answer a question from the passages of a library. allowed: which passages the asker may see (all when None)."""
    question = read_question(raw)
    if question.is_empty:
        return _declined(raw, NOTHING_ASKED)
    if not library.passages:
        return _declined(raw, NOTHING_HERE)
    case = prepare(question, library.index)
    citation = citation_in(question.text)
    if citation:
        return _answer_citation(library, question, case, citation, allowed)
    demands = demands_of(question.text)
    found = library.index.search(case.weights, CANDIDATES, allowed)
    stranger, ours = _schools(library, question, found)
    candidates = _weigh(library, case, demands, found, ours, wants_list=question.wants_list)
    return _decide(library, raw, candidates, stranger)


def _weigh(
    library: Library, case: Case, demands: list[Demand], found: list[tuple[int, float]], ours: set[int], *, wants_list: bool = False
) -> list[_Candidate]:
    """Order what the search found by score and evidence."""
    best = found[0][1] if found else 1.0
    candidates = []
    for place, score in found:
        passage = library.passages[place]
        document = library.document_of(passage)
        above = _folded(f"{document.title} {document.issuer or ''} {passage.heading}")
        quote, cover = quote_from(passage.text, case, above, demands, wants_list=wants_list)
        lacking = tuple(missing(demands, f"{above}\n{_around(passage.text, quote)}")) if demands else ()
        home = 0.5 if passage.document in ours else 0.0
        candidates.append(_Candidate(place, score / best + EVIDENCE * cover + home - LACKING * bool(lacking) + PREFERRED * met(demands, _folded(quote)), cover, quote, lacking))
    return sorted(candidates, key=lambda c: -c.score)


@functools.lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text)


@functools.lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences of a passage and their folded forms; passages are few and asked about again."""
    parts = tuple(sentences(text, QUOTE_LIMIT))
    return parts, tuple(fold(part) for part in parts)


def _around(text: str, quote: str) -> str:
    """Return the folded quote with the sentence before and after it."""
    parts, folded = _parts(text)
    start = text.find(quote)
    place, inside = 0, []
    for i, part in enumerate(parts):
        if place < start + len(quote) and place + len(part) > start:
            inside.append(i)
        place += len(part)
    return "".join(folded[max(0, inside[0] - 1) : inside[-1] + 2]) if inside else fold(quote)


def quote_from(text: str, case: Case, above: str = "", demands: Sequence[Demand] = (), *, wants_list: bool = False) -> tuple[str, float]:
    """Return the shortest run of sentences of a passage that holds most of the question, and how much it holds.

    above: folded title and headings; what they hold counts half. demands: a run that meets them is preferred.
    """
    parts, folded = _parts(text)
    best, cover, worth, after = parts[0], 0.0, -1.0, 1
    for first in range(len(parts)):
        for last in range(first, min(first + _WIDEST, len(parts))):
            run = "".join(parts[first : last + 1])
            if len(run.strip()) > QUOTE_LIMIT:
                break
            words = "".join(folded[first : last + 1])
            found = case.cover(words, above)
            value = found - 0.04 * (last - first) - 0.0002 * len(run) + MEETS * met(demands, words)
            if value > worth:
                best, cover, worth, after = run, found, value, last + 1
    while wants_list and after < len(parts) and _ITEM.match(parts[after]) and len(best + parts[after].rstrip()) <= QUOTE_LIMIT:
        best += parts[after]
        after += 1
    return best.strip(), cover


def _schools(library: Library, question: Question, found: list[tuple[int, float]]) -> tuple[str, set[int]]:
    """Return a school the question names and no document knows (or ""), and the documents of schools it names."""
    named = schools_in(question.text.replace(" ", ""))
    if not named:
        return "", set()
    homes: dict[int, set[str]] = {}
    for place, _ in found:
        passage = library.passages[place]
        homes.setdefault(passage.document, set()).update(schools_in(fold(passage.text)))
    for place, document in enumerate(library.documents):
        homes.setdefault(place, set()).update(schools_in(fold(f"{document.title} {document.issuer or ''}")))
    ours: set[int] = set()
    for school in named:
        at = {place for place, names in homes.items() if any(same_school(school, name) for name in names)}
        if not at:
            return school, set()
        ours |= at
    return "", ours


def _decide(library: Library, raw: str, candidates: list[_Candidate], stranger: str) -> Answer:
    alternatives = _alternatives(library, candidates)
    if stranger:
        return _declined(raw, NO_SUCH_SCHOOL.format(school=stranger, titles=_titles(alternatives)), alternatives)
    if not candidates:
        return _declined(raw, NOT_FOUND)
    best = candidates[0]
    if best.lacking:
        return _declined(raw, _lacking(library, best, alternatives), alternatives, best.cover)
    if best.cover < WEAKEST:
        return _declined(raw, NEAREST.format(titles=_titles(alternatives)), alternatives, best.cover)
    return _answered(library, raw, best, alternatives)


def _lacking(library: Library, best: _Candidate, alternatives: tuple[Alternative, ...]) -> str:
    document = library.document_of(library.passages[best.place])
    name = best.lacking[0].name
    if best.cover < 2 * WEAKEST:
        return NOT_STATED_AT_ALL.format(name=name, titles=_titles(alternatives))
    form = NOT_WRITTEN if name.startswith("「") else NOT_STATED
    return form.format(title=_named(document.title), quote=_shortened(best.quote), name=name)


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split()).rstrip("。")
    return flat if len(flat) <= _SHORT else flat[:_SHORT] + "…"


def _answer_citation(library: Library, question: Question, case: Case, citation: Citation, allowed: NDArray[np.bool_] | None) -> Answer:
    """Answer a question that names a clause by its number."""
    places, document, count = cited(library, citation, case, allowed)
    if not places:
        alternatives = _alternatives(library, _weigh(library, case, [], library.index.search(case.weights, CANDIDATES, allowed), set()))
        reason = NO_SUCH_CLAUSE.format(title=_named(document.title), clause=citation.shown, count=count) if document else NOT_FOUND
        return _declined(question.raw, reason, alternatives)
    scored = _weigh(library, case, demands_of(question.text), [(place, 1.0) for place in places], set())
    others = [c for c in _weigh(library, case, [], library.index.search(case.weights, CANDIDATES, allowed), set()) if c.place not in places]
    candidates = scored + others
    alternatives = _alternatives(library, candidates)
    if candidates[0].lacking:
        return _declined(question.raw, _lacking(library, candidates[0], alternatives), alternatives, candidates[0].cover)
    return _answered(library, question.raw, candidates[0], alternatives, at_least=0.9)


def _alternatives(library: Library, candidates: list[_Candidate]) -> tuple[Alternative, ...]:
    passages = [(library.passages[c.place], c.score) for c in candidates[:ALTERNATIVES]]
    return tuple(Alternative(passage, library.document_of(passage), score) for passage, score in passages)


def _answered(library: Library, raw: str, best: _Candidate, alternatives: tuple[Alternative, ...], at_least: float = 0.0) -> Answer:
    passage = library.passages[best.place]
    confidence = min(1.0, max(best.cover, at_least))
    return Answer(raw, answered=True, quote=best.quote, passage=passage, document=library.document_of(passage),
                  confidence=confidence, alternatives=alternatives, reason="")  # fmt: skip


def _declined(raw: str, reason: str, alternatives: tuple[Alternative, ...] = (), cover: float = 0.0) -> Answer:
    return Answer(raw, answered=False, quote="", passage=None, document=None, confidence=min(cover, 0.49), alternatives=alternatives, reason=reason)


def _named(title: str) -> str:
    return title if "《" in title else f"《{title}》"


def _titles(alternatives: tuple[Alternative, ...]) -> str:
    titles = dict.fromkeys(_named(a.document.title) for a in alternatives if a.document.title)
    return "、".join(list(titles)[:2]) or "（无）"


def as_json(reply: Answer) -> dict[str, Any]:
    """Return an answer as the JSON object that `houqin ask --json` prints (without the question's own id)."""
    return {
        "answered": reply.answered,
        "quote": reply.quote or None,
        "passage": reply.passage.text if reply.passage else None,
        "document": _document_json(reply.document),
        "clause": reply.clause or None,
        "confidence": round(reply.confidence, 3),
        "reason": reply.reason or None,
        "alternatives": [
            ({"id": a.passage.id} if a.passage.id else {})
            | {"passage": a.passage.text, "document": _document_json(a.document), "clause": a.passage.clause or None, "score": round(a.score, 4)}
            for a in reply.alternatives
        ],
    }


def _document_json(document: Document | None) -> dict[str, Any] | None:
    if document is None:
        return None
    return {"file": document.file, "title": document.title, "issuer": document.issuer, "number": document.number, "date": document.date}
