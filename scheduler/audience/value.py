"""An audience as a value: terms such as 各中心主任 or 主管以上, JSON-able, and those left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class Group(StrEnum):
    """What a term takes in: of a unit everybody below it as well, of a branch those below it too."""

    EVERYBODY = "everybody"
    UNIT = "unit"
    BRANCH = "branch"
    MEMBERS = "members"  # everybody of the party line
    LEVEL = "level"  # those of this level and above
    ROLE = "role"
    HEADS = "heads"  # who runs a unit whose name ends so
    LEADERS = "leaders"  # 班子: the chiefs and the leaders in charge
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Term:
    """One part of an audience.

    id: of the unit, branch or person. value: the level, the role, the end of the unit's name. said: as it was said.
    within: of a ROLE only those of this unit.
    """

    group: Group
    said: str
    id: int | None = None
    value: str = ""
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Some terms, and those left out."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def named(self) -> str:
        """Return it as it was said: 各中心主任、张三（张四除外）."""
        left_out = f"（{_named(self.without)}除外）" if self.without else ""
        return _named(self.terms) + left_out

    @property
    def is_one(self) -> bool:
        """Whether it is one person by name."""
        return len(self.terms) == 1 and self.terms[0].group is Group.PERSON

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Audience) -> Audience:
        terms = dict.fromkeys((*self.terms, *other.terms))
        return Audience(tuple(terms), tuple(dict.fromkeys((*self.without, *other.without))))

    def data(self) -> dict[str, Any]:
        """Return it as JSON-able data."""
        return {"terms": [_data(one) for one in self.terms], "without": [_data(one) for one in self.without]}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read what `data` wrote."""
        return cls(_terms(data.get("terms", ())), _terms(data.get("without", ())))

    @classmethod
    def of_person(cls, person_id: int, name: str) -> Self:
        """Return the audience of one person."""
        return cls((Term(Group.PERSON, name, person_id),))


def _named(terms: Iterable[Term]) -> str:
    return "、".join(dict.fromkeys(one.said for one in terms))


def _data(term: Term) -> dict[str, Any]:
    return {"group": term.group.value, "said": term.said, "id": term.id, "value": term.value, "within": term.within}


def _terms(stored: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    return tuple(
        Term(Group(one["group"]), one["said"], one.get("id"), one.get("value", ""), one.get("within")) for one in stored
    )
