"""Whose documents they are: a question that names a school is answered from that school's documents or not at all."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.schools import is_among, schools_in
from knowledge.text import fold

if TYPE_CHECKING:
    from knowledge.library import Library


@dataclass(frozen=True, slots=True)
class Homes:
    """What a question says of schools.

    named: the first school named, "" when none. ours: the documents of the schools named, empty when none has any.
    abroad: documents that another school issued.
    """

    named: str = ""
    ours: frozenset[int] = frozenset()
    abroad: frozenset[int] = frozenset()

    @property
    def is_stranger(self) -> bool:
        """Whether a school is named of which nothing is here."""
        return bool(self.named) and not self.ours


def homes_of(library: Library, folded: str, found: Sequence[tuple[int, float]]) -> Homes:
    """Find the documents of the schools a folded question names. found: (place, score) of passages that may answer.

    A school of which nothing is here stands first, though another that is named has documents.
    """
    named = schools_in(folded.replace(" ", ""))
    if not named:
        return Homes()
    issued = library.titles.schools
    heads = {at: names for names, places in issued.items() for at in places}
    spoken: dict[int, set[str]] = {}
    for place, _ in found:
        passage = library.passages[place]
        spoken.setdefault(passage.document, set(heads.get(passage.document, ()))).update(_names(passage.text))
    ours: set[int] = set()
    for school in named:
        at = {place for names, places in issued.items() if is_among(school, names) for place in places} - set(spoken)
        at |= {place for place, names in spoken.items() if is_among(school, names)}
        if not at:
            return Homes(school)
        ours |= at
    return Homes(next(iter(named)), frozenset(ours), frozenset(set(heads) - ours))


@functools.lru_cache(maxsize=4096)
def _names(text: str) -> Counter[str]:
    return schools_in(fold(text))
