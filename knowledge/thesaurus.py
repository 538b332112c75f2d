"""Everyday words and the office's words for the same thing, so that a question finds a text it shares no word with.

The pairs are general Chinese, in `thesaurus.csv`: words people say, words documents use. A word said stands for every
office word of its lines; an office word stands, less surely, for its neighbours on a line.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Final

SAID: Final = 1.0
NEIGHBOUR: Final = 0.5


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


@functools.cache
def _entries() -> tuple[dict[str, dict[str, float]], re.Pattern[str]]:
    text = resources.files("knowledge").joinpath("thesaurus.csv").read_text(encoding="utf-8").lower()
    entries: dict[str, dict[str, float]] = {}
    for row in csv.reader(line for line in text.splitlines() if not line.startswith("#")):
        said, office = row[0].split(), row[1].split()
        for word in [*said, *office]:
            sure = SAID if word in said else NEIGHBOUR
            kin = entries.setdefault(word, {})
            kin.update({other: max(sure, kin.get(other, 0.0)) for other in office if other != word})
    words = sorted((word for word in entries if entries[word]), key=len, reverse=True)
    return entries, re.compile("|".join(map(re.escape, words)))


def kin_in(folded: str) -> list[Kin]:
    """Return the words of a folded text that the thesaurus knows, with their kin; the longest word wins."""
    entries, pattern = _entries()
    return [Kin(m.group(), m.start(), m.end(), tuple(entries[m.group()].items())) for m in pattern.finditer(folded)]
