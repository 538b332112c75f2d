"""What a question got: a quote with where it stands and what belongs to it, or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from knowledge.about import About
    from knowledge.differing import Quoted
    from knowledge.document import Document, Passage

DOUBTFUL: Final = 0.3  # confidence below which an answer is a guess


@dataclass(frozen=True, slots=True)
class Alternative:
    """A passage that may answer, with its document; `score` orders them, best first; `quote` is what of it may."""

    passage: Passage
    document: Document
    score: float
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got.

    quote: at most 240 characters verbatim from `passage`, empty when not answered; reason: then a sentence for staff.
    alternatives: up to ten, best first, the answer's own first.
    preface: what is to be said before a quote, or instead of the reason: that the document asked for is withdrawn.
    others: what other documents say differently to the same question, at most two.
    parts: what answers further parts of the question, in order. before, rest: what stands before and behind the quote
    that it needs. about: the documents asked for by their names; the quote then says what the first is for.
    """

    question: str
    answered: bool
    quote: str
    passage: Passage | None
    document: Document | None
    confidence: float
    alternatives: tuple[Alternative, ...]
    reason: str
    preface: str = ""
    others: tuple[Quoted, ...] = ()
    parts: tuple[Quoted, ...] = ()
    before: str = ""
    rest: str = ""
    about: tuple[About, ...] = ()

    @property
    def clause(self) -> str:
        """The label of the clause quoted, empty when none."""
        return self.passage.clause if self.passage else ""

    @property
    def is_doubtful(self) -> bool:
        """Whether the quote is no more than the nearest text to a question that shares few words with it."""
        return self.answered and self.confidence < DOUBTFUL
