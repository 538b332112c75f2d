"""How much of a question stands in a text: by its words, by kindred words, by words it meant to write.

Each character that carries meaning is a probe. It is found by a pair it belongs to, less surely by a kindred word or a
misspelt pair, and hardly by standing there alone. A rare pair weighs more than a common one.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from operator import mul
from typing import TYPE_CHECKING, Final

from knowledge.sounds import mistaken_for
from knowledge.terms import is_han, pair, single, word, words_in

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from knowledge.index import Index
    from knowledge.question import Question

EXACT: Final = 1.0
MISSPELT: Final = 0.85
KINDRED: Final = 0.8
ALONE: Final = 0.15
UNKNOWN: Final = 0.75  # weight of a pair no document has, as a share of the rarest pair's
EMPTY_WEIGHT: Final = 1.0  # characters of question words and particles: they say what kind of text answers
KIN_WEIGHT: Final = 1.2  # at full leaning: then a question's own words find hardly anything
MISSPELT_WEIGHT: Final = 0.6
_MOST_VARIANTS: Final = 6


@dataclass(frozen=True, slots=True)
class Probe:
    """One meaningful character or word: its weight and the strings that would prove it, each with its worth (0..1]."""

    text: str
    weight: float
    proofs: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Within:
    """How surely the probes of which anything stands in a text stand in each of its parts.

    loads: the weights of these probes; total: of all. over: how surely each holds for every part. each: part by part.
    """

    loads: Sequence[float]
    total: float
    over: Sequence[float]
    each: Sequence[Sequence[float]]

    def share(self, strengths: Sequence[float]) -> float:
        """Return the share of the question's weight that probes of these strengths hold, 0..1."""
        return sum(map(mul, strengths, self.loads)) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """A question made ready for one index: probes for texts, weighted terms for the search.

    weights: the terms of what is written, or was meant by a slip; kindred: the terms of what it may stand for.
    quotes: what was quoted to it, kept while the question is.
    """

    probes: tuple[Probe, ...]
    weights: dict[int, float]
    kindred: dict[int, float]
    quotes: dict[Hashable, tuple[str, float]] = field(init=False, default_factory=dict, repr=False, compare=False)
    _loads: tuple[float, ...] = field(init=False)
    _total: float = field(init=False)
    _proves: dict[str, list[tuple[int, float]]] = field(init=False)

    def __post_init__(self) -> None:
        """Add up once what each string proves: a question is held against hundreds of sentences."""
        object.__setattr__(self, "_loads", tuple(probe.weight for probe in self.probes))
        object.__setattr__(self, "_total", sum(self._loads))
        proves: dict[str, list[tuple[int, float]]] = {}
        for at, probe in enumerate(self.probes):
            for proof, worth in probe.proofs:
                proves.setdefault(proof, []).append((at, worth))
        object.__setattr__(self, "_proves", proves)

    def terms(self, leaning: float) -> dict[int, float]:
        """Return the terms to search for; leaning: how much kindred words count, 0 (not at all) .. 1."""
        kindred = {term: weight * leaning for term, weight in self.kindred.items()} if leaning else {}
        return kindred | {term: max(weight, kindred.get(term, 0.0)) for term, weight in self.weights.items()}

    def strengths(self, folded: str) -> list[float]:
        """Return for each probe how surely it stands in a folded text, 0..1."""
        return self._strengths([proof for proof in self._proves if proof in folded])

    def within(self, parts: Sequence[str], whole: str, over: Sequence[float]) -> Within:
        """Hold each part of a folded text against the question. whole: the parts joined; over: what holds for each."""
        held = [proof for proof in self._proves if proof in whole]
        found = {at for proof in held for at, _ in self._proves[proof]}
        live = [at for at, strength in enumerate(over) if strength or at in found]
        each = [self._strengths([proof for proof in held if proof in part]) for part in parts]
        return Within(
            [self._loads[at] for at in live],
            self._total,
            [over[at] for at in live],
            [[strengths[at] for at in live] for strengths in each],
        )

    def _strengths(self, held: Sequence[str]) -> list[float]:
        """Return for each probe the most that strings which stand there prove of it."""
        strengths = [0.0] * len(self.probes)
        for proof in held:
            for at, worth in self._proves[proof]:
                if worth > strengths[at]:  # noqa: PLR1730 - the innermost of all loops: max() takes twice the time
                    strengths[at] = worth
        return strengths

    def share(self, strengths: Iterable[float]) -> float:
        """Return the share of the question's weight that probes of these strengths hold, 0..1."""
        return sum(map(mul, strengths, self._loads)) / self._total if self._total else 0.0

    def literal(self, strengths: Iterable[float]) -> float:
        """Return the share of the question's weight that stands there word for word, 0..1."""
        return self.share(1.0 if found >= EXACT else 0.0 for found in strengths)

    def gap(self, strengths: Sequence[float]) -> float:
        """Return the share of the longest stretch of the question that does not stand there at all, 0..1."""
        longest = open_ = 0.0
        for found, probe in zip(strengths, self.probes, strict=True):
            open_ = open_ + probe.weight if found <= ALONE else 0.0
            longest = max(longest, open_)
        return longest / self._total if self._total else 0.0

    def cover(self, folded: str) -> float:
        """Return the share of the question's weight that stands in a folded text, 0..1."""
        return self.share(self.strengths(folded))


def prepare(question: Question, index: Index) -> Case:
    """Make a question ready for an index."""
    text = question.text
    pairs = {i: text[i : i + 2] for i in range(len(text) - 1) if is_han(text[i]) and is_han(text[i + 1])}
    terms = [*(pair(*p) for p in pairs.values()), *map(single, filter(is_han, text)), *map(word, words_in(text))]
    rarities = dict(zip(terms, index.rarities(terms), strict=True))
    meant = {
        i: _meant(p, index)
        for i, p in pairs.items()
        if question.content[i] and question.content[i + 1] and not rarities[pair(*p)]
    }
    weights = _weights(question, pairs, meant)
    rarities = {term: rarity or UNKNOWN * index.greatest_rarity for term, rarity in rarities.items()}
    chars = [i for i, char in enumerate(text) if question.content[i] and is_han(char)]
    probes = [_probe(question, i, pairs, meant, rarities) for i in chars]
    probes.extend(Probe(found, rarities[word(found)], ((found, EXACT),)) for found in words_in(text))
    return Case(tuple(probes), weights, _kindred(question))


def _meant(written: str, index: Index) -> tuple[str, ...]:
    """Return pairs some document has that `written`, which none has, may be a slip for: one character exchanged."""
    a, b = written[0], written[1]
    slips = [c + b for c in mistaken_for(a)] + [a + c for c in mistaken_for(b)]
    counts = index.frequencies([pair(*slip) for slip in slips])
    return tuple([slip for slip, count in zip(slips, counts, strict=True) if count][:_MOST_VARIANTS])


def _weights(question: Question, pairs: dict[int, str], meant: dict[int, tuple[str, ...]]) -> dict[int, float]:
    """Return the terms to search for: what is written, what may have been meant."""
    weights: dict[int, float] = {}
    content = question.content
    for i, char in enumerate(question.text):
        if is_han(char):
            _add(weights, single(char), 1.0 if content[i] else EMPTY_WEIGHT)
    for i, both in pairs.items():
        _add(weights, pair(*both), 1.0 if content[i] and content[i + 1] else EMPTY_WEIGHT)
    for found in words_in(question.text):
        _add(weights, word(found), 1.0)
    others = {pair(*slip): MISSPELT_WEIGHT for slips in meant.values() for slip in slips}
    return others | {term: max(weight, others.get(term, 0.0)) for term, weight in weights.items()}


def _kindred(question: Question) -> dict[int, float]:
    """Return the terms of the words that words of the question may stand for."""
    weights: dict[int, float] = {}
    for kin in question.kin:
        for other, sure in kin.words:
            inside = [pair(a, b) for a, b in itertools.pairwise(other) if is_han(a) and is_han(b)]
            for term in inside:
                weights[term] = max(weights.get(term, 0.0), KIN_WEIGHT * sure / len(inside) ** 0.5)
    return weights


def _add(weights: dict[int, float], term: int, weight: float) -> None:
    weights[term] = weights.get(term, 0.0) + weight


def _probe(
    question: Question,
    i: int,
    pairs: dict[int, str],
    meant: dict[int, tuple[str, ...]],
    rarities: dict[int, float],
) -> Probe:
    """rarities: the weight of each term, its idf, or a share of the greatest idf when no passage has it."""
    char = question.text[i]
    around = [j for j in (i - 1, i) if j in pairs and question.content[j] and question.content[j + 1]]
    proofs = [(pairs[j], EXACT) for j in around]
    proofs += [(slip, MISSPELT) for j in around for slip in meant.get(j, ())]
    proofs += [(other, KINDRED * sure) for kin in question.kin if kin.start <= i < kin.end for other, sure in kin.words]
    proofs.append((char, ALONE if around else EXACT * 0.6))
    weight = max((rarities[pair(*pairs[j])] for j in around), default=rarities[single(char)])
    return Probe(char, weight * question.content[i], tuple(sorted(proofs, key=lambda p: -p[1])))
