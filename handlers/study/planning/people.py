"""Who is meant by what was said of a study: who attends, who does what, who sits in or is not counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.acts import Role
from bot.store import people
from bot.store.office_settings import value_of
from bot.store.people import Person
from bot.store.units import all_branches, members_of
from bot.turn import Turn
from handlers.study import beginning, kinds
from handlers.study.parts import LECTURES
from handlers.study.planning import settings
from scheduler.audience import Audience, Found, Group, Term, people_in, read_audience, who_is

OWN_BRANCH = "本支部"
_MYSELF = ("我", "本人", "俺")
_ALL = re.compile("全体|全部|所有")
_INVITED = ("外请", "外聘", "特邀")  # who is called so is nobody of the office
_BARE_TITLES = ("书记", "支部书记", "部长", "处长", "主任")


@dataclass(frozen=True, slots=True)
class Named:
    """One name and whom it may mean: none, one, or one of several. part: what he is to do, empty of others."""

    said: str
    found: tuple[Person, ...]
    part: str = ""
    title: str = ""
    why: str = ""
    outside: bool = False

    @property
    def one(self) -> Person | None:
        """Return the person, where it is clear who."""
        return self.found[0] if len(self.found) == 1 else None

    @property
    def name(self) -> str:
        """Return how he is printed."""
        return self.one.called if self.one else self.said


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody a study is said to concern. found: who attends."""

    found: Found
    roles: tuple[Named, ...] = ()
    sits_in: tuple[Named, ...] = ()
    exempt: tuple[Named, ...] = ()
    apart: tuple[Named, ...] = ()
    attending: tuple[Person, ...] = field(default=())

    @property
    def unclear(self) -> Named | None:
        """Return the first name that must be asked about; of guests who need not sign nothing must be known."""
        given = (*self.roles, *self.sits_in, *self.apart)
        return next((one for one in given if one.one is None and not one.outside), None)

    @property
    def lecturers(self) -> tuple[Named, ...]:
        """Return those who lecture: they need not sign."""
        return tuple(one for one in self.roles if one.part in LECTURES)

    @property
    def guests(self) -> tuple[Named, ...]:
        """Return who sits in: as said, and whoever has a part without being of those it is for."""
        known = {one.id for one in self.attending}
        known |= {one.one.id for one in (*self.lecturers, *self.sits_in, *self.exempt, *self.apart) if one.one}
        speaking = {one.one.id: one for one in self.roles if one.one is not None and one.one.id not in known}
        return (*self.sits_in, *speaking.values())


def cast(turn: Turn, said: Mapping[str, Any], me: Person) -> Cast:
    """Look up everybody who was named."""
    found = audience_of(turn, said, me)
    attending = tuple(people_in(turn.connection, found.audience, turn.now)) if found.audience else ()
    outside = frozenset(said.get("outside", ()))
    roles = tuple(
        Named(one["name"], _who(turn, one["name"], me, found.audience), one["part"], one.get("title", ""),
              outside=one["name"] in outside or one["name"].startswith(_INVITED))
        for one in said.get("parts", ())
    )  # fmt: skip
    return Cast(
        found,
        roles,
        _listed(turn, said.get("sits_in", ""), me, found.audience, outside),
        _listed(turn, said.get("exempt", ""), me, found.audience, outside),
        tuple(Named(who, _who(turn, who, me, found.audience), why=why) for who, why in said.get("apart", ())),
        attending,
    )


def audience_of(turn: Turn, said: Mapping[str, Any], me: Person) -> Found:
    """Return who attends: as said, as the title names them, as the kind brings them along; with who was added since."""
    base = _first(turn, said, me)
    more = read_audience(turn.connection, str(said.get("more", "")), turn.now, me)
    less = read_audience(turn.connection, str(said.get("less", "")), turn.now, me)
    left_out = (*base.audience.without, *less.audience.terms)
    terms = dict.fromkeys((*base.audience.terms, *(more.audience.terms if base.audience else ())))
    unclear = (base, more, less)
    return Found(
        Audience(tuple(terms), tuple(dict.fromkeys(left_out))),
        tuple(word for one in unclear for word in one.unknown),
        tuple(pair for one in unclear for pair in one.ambiguous),
    )


def _first(turn: Turn, said: Mapping[str, Any], me: Person) -> Found:
    phrase, kind = str(said.get("audience", "")), said.get("kind", kinds.ORDINARY)
    if phrase:
        found = _with_branches(turn, read_audience(turn.connection, phrase, turn.now, me))
        found = Found(own_branch(turn, me)) if phrase == OWN_BRANCH else found
        return Found(Audience()) if kind == kinds.COMMITTEE and _is_whose(found, phrase) else found
    if kind == kinds.CENTRE_GROUP:
        return read_audience(turn.connection, value_of(turn.connection, settings.CENTRE_GROUP), turn.now)
    if kind == kinds.COMMITTEE:
        return Found(Audience())
    term = beginning.term_in(turn, str(said.get("title", ""))) or beginning.term_in(turn, str(said.get("about", "")))
    return Found(Audience((term,)) if term else Audience())


def _is_whose(found: Found, phrase: str) -> bool:
    """Whether a 支委会 was only said to be of a branch: who is on it are some of its members."""
    terms = found.audience.terms
    return bool(terms) and all(one.group is Group.BRANCH for one in terms) and not _ALL.search(phrase)


def own_branch(turn: Turn, me: Person) -> Audience:
    """Return the branch somebody runs, else the one he belongs to; empty where there is none."""
    run = [
        one for held in me.held if held.role in (Role.BRANCH_SECRETARY, Role.BRANCH_ORGANISER) for one in held.branches
    ]
    known = {one.id: one for one in all_branches(turn.connection)}
    mine = [one for one in known.values() if me.id in {row[0] for row in members_of(turn.connection, one.id, turn.now)}]
    chosen = known[min(run)] if run else (mine[0] if mine else None)
    return Audience((Term(Group.BRANCH, chosen.name, chosen.id),)) if chosen else Audience()


def _with_branches(turn: Turn, found: Found) -> Found:
    """Return it with what was not found read as a branch or a unit by its short name: 机关支部."""
    terms, unknown = list(found.audience.terms), []
    for word in found.unknown:
        names_branch = re.search(r"支部|小组", word) is not None
        term = beginning.term_in(turn, re.sub(r"(?<!党)支部", "党支部", word)) if names_branch else None
        term = term or (_begun(turn, word) if names_branch else None)
        if term is None:
            unknown.append(word)
        else:
            terms.append(term)
    return Found(Audience(tuple(terms), found.audience.without), tuple(unknown), found.ambiguous)


def _begun(turn: Turn, word: str) -> Term | None:
    """Return the one branch whose name begins so: 机关支部 is 机关党支部."""
    head = re.sub(r"党?(?:支部|小组).*$", "", word)
    every = [one for one in all_branches(turn.connection) if "小组" in word or one.kind == beginning.A_BRANCH]
    fitting = [one for one in every if head and any(name.startswith(head) for name in one.names)]
    return Term(Group.BRANCH, fitting[0].name, fitting[0].id) if len(fitting) == 1 else None


def _listed(turn: Turn, phrase: str, me: Person, audience: Audience, outside: frozenset[str]) -> tuple[Named, ...]:
    names = [one for one in re.split(r"[、,，;；\s]+|(?<=[一-龥])[和及](?=[一-龥])", phrase) if one]
    listed: list[Named] = []
    for name in names:
        who = _who(turn, name, me, audience)
        several = read_audience(turn.connection, name, turn.now) if len(who) != 1 else None
        if several is not None and several.is_clear:
            listed += [Named(one.called, (one,)) for one in people_in(turn.connection, several.audience, turn.now)]
        else:
            listed.append(Named(name, who, outside=name in outside))
    return tuple(listed)


def _who(turn: Turn, name: str, me: Person, audience: Audience) -> tuple[Person, ...]:
    """Return whom a name may mean; 书记 is the secretary of the branch that is meant, else of the department."""
    said = name.removesuffix("同志")
    if said in _MYSELF:
        return (me,)
    if said in _BARE_TITLES:
        branch = next((one for one in audience.terms if one.group is Group.BRANCH), None)
        if branch is not None and said.endswith("书记"):
            heads = people.people_with(turn.connection, Role.BRANCH_SECRETARY, turn.now)
            own = [
                one
                for one in heads
                if any(branch.id in held.branches and held.role is Role.BRANCH_SECRETARY for held in one.held)
            ]
            if own:
                return tuple(own[:1])
        chiefs = [one for one in people.people_with(turn.connection, Role.CHIEF, turn.now) if one.called.endswith(said)]
        if len(chiefs) == 1:
            return (chiefs[0],)
    found = who_is(turn.connection, said, turn.now, me)
    if len(found) != 1:
        among = {one.id for one in people_in(turn.connection, audience, turn.now)} if audience else set()
        found = [one for one in found if one.id in among] or found
    if found:
        return tuple(found)
    read = read_audience(turn.connection, said, turn.now, me)
    some = people_in(turn.connection, read.audience, turn.now) if read.is_clear else []
    return tuple(some) if len(some) == 1 else ()


def names(given: Sequence[Named]) -> str:
    """Name some people in the order they were said."""
    return "、".join(dict.fromkeys(one.name for one in given))
