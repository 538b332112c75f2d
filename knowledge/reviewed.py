"""Reviewed pairs: a question in several wordings, and the answer somebody answers for with his name.

Law: a pair answers only what asks the same (`knowledge.alike`), never what is merely near. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from knowledge.alike import asks_the_same, plain

LONGEST_ANSWER: Final = 240
LONGEST_QUESTION: Final = 300
MOST_WORDINGS: Final = 12
_NAMES_A_TEXT: Final = re.compile(r"《|〔\d{4}〕|第\s*[一二三四五六七八九十百\d]+\s*[条款章节项]")


#: Where a pair stands; only an active one answers. Written down by who may not answer for it; answers; out of its time
#: or its document changed; taken back or retired.
PROPOSED: Final = "proposed"
ACTIVE: Final = "active"
REVIEW: Final = "review"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class Pair:
    """One reviewed pair. Times are office times.

    others: further wordings. basis: what it rests on, as written; file, sha256: the document that is, as it was then.
    approved_by: whose word it is. valid_until: the first moment it holds no more; None: until further notice.
    """

    id: int
    question: str
    others: tuple[str, ...]
    answer: str
    basis: str
    file: str
    sha256: str
    scope: str
    state: str
    approved_by: str
    approved_id: int | None
    approved_at: datetime | None
    valid_until: datetime | None
    made_at: datetime

    @property
    def number(self) -> str:
        """Return how people call it: P-12."""
        return called(self.id)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return everything it answers."""
        return (self.question, *self.others)


def called(pair_id: int) -> str:
    """Return how people call a pair: P-12."""
    return f"P-{pair_id}"


def pair_for(question: str, pairs: Iterable[Pair]) -> Pair | None:
    """Return the pair that answers a question, of several the newest; None where none asks the same.

    A question that names a document or a clause is never answered by a pair: the text itself is asked for.
    """
    if _NAMES_A_TEXT.search(question) or not plain(question).says_enough:
        return None
    found = [one for one in pairs if any(asks_the_same(question, wording) for wording in one.wordings)]
    return max(found, key=lambda one: one.id, default=None)
