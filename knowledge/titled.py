"""What the titles of a library say, worked out once: the names documents go by, and whose documents they are.

The law: nothing here is worked out before a question needs it, and then for all documents at once.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.naming import cores_of
from knowledge.schools import schools_in
from knowledge.text import folded_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.document import Document


class Titles:
    """The titles of documents, by their places."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents

    @cached_property
    def cores(self) -> list[str]:
        """`core` of each title."""
        return cores_of([document.title for document in self._documents])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The places by name: a title alone, and as staff shorten it, without the department at its head."""
        places: dict[str, list[int]] = {}
        issuers = folded_each([document.issuer or "" for document in self._documents])
        for at, (name, issuer) in enumerate(zip(self.cores, issuers, strict=True)):
            for one in {name, name.removeprefix(issuer.replace(" ", ""))} if name else ():
                places.setdefault(one, []).append(at)
        return places

    @cached_property
    def schools(self) -> dict[frozenset[str], list[int]]:
        """The places of the documents that somebody issued, by the schools that title and issuer name; not by none."""
        issued = [(at, document) for at, document in enumerate(self._documents) if document.issuer]
        each = folded_each([f"{document.title} {document.issuer}" for _, document in issued])
        known: dict[str, Counter[str]] = {}
        places: dict[frozenset[str], list[int]] = {}
        for (at, _), text in zip(issued, each, strict=True):
            if text not in known:
                known[text] = schools_in(text)
            if known[text]:
                places.setdefault(frozenset(known[text]), []).append(at)
        return places

    def named(self, name: str) -> list[int]:
        """Return the places of the documents that go by a folded name."""
        return self._places.get(name, [])

    def holding(self, word: str) -> list[int]:
        """Return the places of the documents whose title holds a word."""
        return [at for at, one in enumerate(self.cores) if word in one]
