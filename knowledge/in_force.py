"""Answers as of a day: what is withdrawn is not found, what holds answers before what holds no more or not yet.

A document that does not hold is quoted where none that holds answers about as well, or where the question names it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge import lives, rows
from knowledge.answer import Answer, answer
from knowledge.document import PUBLIC
from knowledge.life import HOLDING, Force
from knowledge.naming import core, issued, matching, meant, without_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from bot.store.database import Database
    from knowledge.document import Document
    from knowledge.library import Library
    from knowledge.life import Standing
    from knowledge.lives import Key

    Mask = NDArray[np.bool_]

FULL: Final = 0.9  # confidence from which on nothing older is looked for
NEARLY: Final = 0.75  # share of the best score from which on what holds answers about as well


@dataclass(frozen=True, slots=True)
class _Day:
    """Which documents hold on a day, and of which passages an answer may be made: of those that hold, of all known.

    The masks are None where that is all of them.
    """

    day: date
    holds: frozenset[int]
    withdrawn: frozenset[int]
    first: Mask | None
    known: Mask | None


class InForce:
    """A library with the lives of its documents."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._is_plain = all(document.standing == HOLDING for document in library.documents)
        self._day: _Day | None = None
        if not self._is_plain:
            self._owners = library.owners()
            self._cores = library.titles.cores

    @property
    def library(self) -> Library:
        """The library, each document with how long it holds."""
        return self._library

    def answer(self, raw: str, day: date) -> Answer:
        """Answer a question as of a day."""
        if self._is_plain:
            return answer(self._library, raw)
        on = self._on(day)
        named = meant(raw, self._library.documents, self._cores)
        if named and all(at in on.withdrawn for at in named):
            return self._withdrawn(raw, named[0], on)
        if named and not any(at in on.holds for at in named):
            return answer(self._library, raw, on.known)
        return self._holding_first(raw, on)

    def _holding_first(self, raw: str, on: _Day) -> Answer:
        """Answer from what holds, and from what holds no more or not yet where that leaves much to be said."""
        found = answer(self._library, raw, on.first)
        is_all = len(on.holds) + len(on.withdrawn) == len(self._library.documents)
        if is_all or (found.answered and found.confidence >= FULL):
            return found
        older = answer(self._library, raw, on.known)
        is_better = older.answered and (not found.answered or self._is_fuller(older, found, on))
        return older if is_better else found

    def _is_fuller(self, older: Answer, found: Answer, on: _Day) -> bool:
        """Whether what held before answers much better than what holds; never than what came in its place."""
        if older.document is None or found.document is None or not older.alternatives:
            return False
        held = [one.score for one in older.alternatives if one.document.standing.force(on.day) is Force.HOLDS]
        if max(held, default=0.0) >= NEARLY * older.alternatives[0].score:
            return False
        life = older.document.standing
        if life.force(on.day) not in (Force.REPLACED, Force.EXPIRED):
            return False
        successors = matching(life.replaced_by, self._cores) if life.replaced_by else []
        return all(self._library.documents[place] != found.document for place in successors)

    def _withdrawn(self, raw: str, at: int, on: _Day) -> Answer:
        """Say that the document asked for is withdrawn; answer from what holds now, where it does."""
        document = self._library.documents[at]
        told = document.standing.told_withdrawn(document.title)
        successor = matching(document.standing.replaced_by, self._cores) if document.standing.replaced_by else []
        holding = [place for place in successor if place in on.holds]
        asked = without_names(raw, document.title)
        if holding and asked.strip():
            found = answer(self._library, asked, np.isin(self._owners, holding))
            if found.answered:
                return replace(found, question=raw, preface=told)
        return Answer(raw, answered=False, quote="", passage=None, document=None, confidence=0.0, alternatives=(),
                      reason=told, preface=told)  # fmt: skip

    def _on(self, day: date) -> _Day:
        """Return what holds on a day, worked out once a day."""
        on = self._day
        if on is None or on.day != day:
            forces = [document.standing.force(day) for document in self._library.documents]
            holds = frozenset(at for at, force in enumerate(forces) if force is Force.HOLDS)
            withdrawn = frozenset(at for at, force in enumerate(forces) if force is Force.WITHDRAWN)
            first = None if len(holds) == len(forces) else np.isin(self._owners, list(holds))
            known = ~np.isin(self._owners, list(withdrawn)) if withdrawn else None
            self._day = on = _Day(day, holds, withdrawn, first, known)
        return on


class Standings:
    """The lives in a store, laid over libraries; read anew in every process once one changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._laid: dict[bool, tuple[Library, int, InForce]] = {}

    def over(self, library: Library, *, public_only: bool) -> InForce:
        """Return a library with the lives of its documents as they are now."""
        with self._database.read() as connection:
            revision = lives.revision(connection)
        kept = self._laid.get(public_only)
        if kept is not None and kept[0] is library and kept[1] == revision:
            return kept[2]
        with self._database.read() as connection:
            found = {key: life.standing for key, life in lives.lives(connection).items()}
        documents = standing(library.documents, found)
        laid = replace(library, documents=for_the_public(documents) if public_only else documents)
        self._laid[public_only] = (library, revision, InForce(laid))
        return self._laid[public_only][2]


def standing(documents: Sequence[Document], found: Mapping[Key, Standing]) -> list[Document]:
    """Return documents with how long they hold."""
    return [replace(one, standing=found.get((one.file, one.title), HOLDING)) for one in documents]


def for_the_public(documents: Sequence[Document]) -> list[Document]:
    """Return documents as anybody may see them: a successor is named only where it is public, and as that is titled."""
    public = {(one.file, one.title): core(one.title) for one in documents if one.scope == PUBLIC}
    seen = []
    for one in documents:
        wanted = core(one.standing.replaced_by)
        same = next((key[1] for key, name in public.items() if name == wanted and key != (one.file, one.title)), "")
        shown = replace(one.standing, replaced_by=same) if same else one.standing.unnamed()
        seen.append(replace(one, standing=shown) if one.standing.replaced_by else one)
    return seen


def titles_on(connection: Connection, day: date, *, public_only: bool) -> list[str]:
    """Return the titles on the shelf, sorted, without the withdrawn; one that does not hold says so after it.

    Of a notice that issues a rule it is the rule's title.
    """
    found = {key: life.standing for key, life in lives.lives(connection).items()}
    shelved = standing(rows.shelved_documents(connection, public_only=public_only), found)
    seen = for_the_public(shelved) if public_only else shelved
    held = [one for one in seen if one.standing.force(day) is not Force.WITHDRAWN]
    return sorted({issued(one.title) + one.standing.said(day) for one in held})
