"""What whole answers cost over a shelf, in time of the thread alone: other work on the machine hardly counts.

Questions: the project's own, and for each of some hundred passages of the shelf one that asks about it in its words,
every third of them in two parts. The bare search of the index for the same words is measured beside each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from time import thread_time

from knowledge.evidence import prepare
from knowledge.library import Library
from knowledge.question import read_question
from knowledge.shelf import Shelf

SAMPLED = 300
_ENDINGS = ("由谁负责？", "多久办结？", "怎么办？不办的怎么处理？")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of p50 and p99 of whole answers, and p50 of the bare searches for their words."""

    p50: float
    p99: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many bare searches an answer costs."""
        return self.p50 / self.bare


def cost_of(shelf: Shelf, questions: Sequence[str], day: date, *, public: bool) -> Cost:
    """Ask each question once; the first few, which make ready what all need, are asked before."""
    library = shelf.library(public_only=public)
    asked = [*questions, *_of_passages(library)]
    for question in questions[:20]:
        shelf.ask(question, public_only=public, day=day)
    whole, bare = [], []
    for question in asked:
        terms = prepare(read_question(question, library.thesaurus), library.index).terms(0.0)
        whole.append(_seconds(lambda question=question: shelf.ask(question, public_only=public, day=day)))  # type: ignore[misc]
        bare.append(_seconds(lambda terms=terms: library.index.search(terms, 10)))  # type: ignore[misc]
    cuts = quantiles(whole, n=100)
    return Cost(cuts[49], cuts[98], quantiles(bare, n=100)[49])


def _of_passages(library: Library) -> list[str]:
    every = max(1, len(library.passages) // SAMPLED)
    places = range(0, len(library.passages), every)
    subjects = ["".join(sign for sign in library.passages[at].text[8:] if sign.isalpha())[:12] for at in places]
    return [f"{subject}{_ENDINGS[number % len(_ENDINGS)]}" for number, subject in enumerate(subjects)]


def _seconds(work: Callable[[], object]) -> float:
    began = thread_time()
    work()
    return thread_time() - began
