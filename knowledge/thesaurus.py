"""Everyday words and the office's words for the same thing, so that a question finds a text it shares no word with.

The pairs the program brings are general Chinese, in `thesaurus.csv`: words people say, words documents use; an office
adds its own (`thesaurus_rows`). A word said stands for every office word of its lines; an office word stands, less
surely, for its neighbours on a line.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Final

from knowledge.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SAID: Final = 1.0
NEIGHBOUR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line: words people say, and the words documents use for them."""

    said: tuple[str, ...]
    office: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kin:
    """A word `text` found at [start:end] of a text, with the words it may stand for and how surely (0..1]."""

    text: str
    start: int
    end: int
    words: tuple[tuple[str, float], ...]

    @property
    def is_said(self) -> bool:
        """Whether it is an everyday word, not only an office word with neighbours."""
        return any(sure >= SAID for _, sure in self.words)


class Thesaurus:
    """The words of some lines, made ready when the first question comes."""

    def __init__(self, lines: Callable[[], Iterable[Line]]) -> None:
        """lines: asked for once; words of Chinese signs, letters and digits."""
        self._lines = lines

    def kin_in(self, folded: str) -> list[Kin]:
        """Return the words of a folded text that are known, with their kin; the longest word wins."""
        words, lengths = self._words
        found: list[Kin] = []
        at = 0
        while at < len(folded):
            pieces = (folded[at : at + size] for size in lengths.get(folded[at], ()))
            word = next((piece for piece in pieces if piece in words), "")
            if word:
                found.append(Kin(word, at, at + len(word), words[word]))
            at += len(word) or 1
        return found

    @functools.cached_property
    def _words(self) -> tuple[Mapping[str, tuple[tuple[str, float], ...]], Mapping[str, tuple[int, ...]]]:
        """Each word with its kin; for each first sign the lengths of the words it begins, longest first."""
        entries: dict[str, dict[str, float]] = {}
        for line in _folded(self._lines()):
            for word in (*line.said, *line.office):
                sure = SAID if word in line.said else NEIGHBOUR
                kin = entries.setdefault(word, {})
                kin.update({other: max(sure, kin.get(other, 0.0)) for other in line.office if other != word})
        words = {word: tuple(kin.items()) for word, kin in entries.items() if kin}
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        return words, {sign: tuple(sorted(sizes, reverse=True)) for sign, sizes in lengths.items()}


@functools.cache
def shipped_lines() -> tuple[Line, ...]:
    """Return the lines the program brings, in the order of the file."""
    text = resources.files("knowledge").joinpath("thesaurus.csv").read_text(encoding="utf-8")
    rows = csv.reader(line for line in text.splitlines()[1:] if line and not line.startswith("#"))
    return tuple(Line(tuple(row[0].split()), tuple(row[1].split())) for row in rows)


def _folded(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines as questions are compared with them; folded in one go, which is five times as fast."""
    unfolded = list(lines)
    words = iter(fold(" ".join(word for line in unfolded for word in (*line.said, *line.office))).split(" "))
    for line in unfolded:
        yield Line(tuple(islice(words, len(line.said))), tuple(islice(words, len(line.office))))


#: What holds where no office has its own words.
SHIPPED: Final = Thesaurus(shipped_lines)
