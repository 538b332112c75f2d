"""Whom the words of an audience mean, as the office's tables stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.rights import Role
from bot.store import people
from bot.store.names import fold, surname
from bot.store.people import Person
from bot.store.posts import level_ranks, posts_at
from bot.store.units import Branch, Unit, all_branches, all_units, below
from scheduler.audience.value import Audience, Group, Term
from scheduler.audience.words import (
    ALL,
    BRANCH_ALL,
    EXCEPT,
    HEADS,
    LEADERS,
    LEVEL,
    MEMBERS,
    MIDDLE,
    OWN,
    ROLES,
    SEPARATORS,
    TITLE,
    UNIT_ALL,
    UNIT_HEAD,
)

#: How many is no part of who: 维修中心的几个班组长.
_SOME = re.compile(r"的?(?:那|这)?几[个位名](?=[\u4e00-\u9fff])")
_OF_UNIT = re.compile(
    r"^[\u4e00-\u9fff]{1,10}的(?=[\u4e00-\u9fff]{1,3}(?:主任|科长|书记|部长|处长|经理|师傅|老师|班长|组长)$)"
)
MIDDLE_LEVEL = "副科"
SHORTEST = 2  # characters that name a unit by the beginning of its name


@dataclass(frozen=True, slots=True)
class Found:
    """What some words mean. unknown: those that mean nobody; ambiguous: those that mean one of several people."""

    audience: Audience
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[tuple[str, tuple[Person, ...]], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether every word means somebody."""
        return bool(self.audience) and not self.unknown and not self.ambiguous


def read_audience(connection: Connection, phrase: str, now: datetime, sender: Person | None = None) -> Found:
    """Read the words of an audience. sender: 大家 of somebody who runs one unit is that unit."""
    kept, _, left_out = _parted(phrase)
    look = _Look(connection, now, sender)
    terms, unknown, ambiguous = look.terms(kept)
    without, _, _ = look.terms(left_out)
    return Found(Audience(tuple(dict.fromkeys(terms)), tuple(without)), tuple(unknown), tuple(ambiguous))


def who_is(connection: Connection, name: str, now: datetime, sender: Person | None = None) -> list[Person]:
    """Return whom a name may mean: 郭主任, 维修中心主任, 张三, 老李; those of the sender's own unit go before."""
    said = name.strip().removesuffix("同志")
    said = _OF_UNIT.sub("", said)
    found = (
        people.by_name(connection, said, now) or _by_surname(connection, said, now) or _by_title(connection, said, now)
    )
    if len(found) > 1 and sender is not None and sender.unit_id is not None:
        near = below(sender.unit_id, all_units(connection))
        own = [one for one in found if one.unit_id in near]
        return own or found
    return found


def _parted(phrase: str) -> tuple[str, str, str]:
    found = EXCEPT.search(phrase)
    if found is None:
        return phrase, "", ""
    kept = phrase[: found.start()] + " " + phrase[found.end() :]
    return kept, "", found["who"] or found["after"] or ""


def _by_surname(connection: Connection, said: str, now: datetime) -> list[Person]:
    """Find 老李, 小张, 李师傅: by surname among those of that name."""
    short = re.fullmatch(r"[老小阿](?P<name>.)|(?P<polite>.{1,2})(?:师傅|老师|同志|工|总|姐|哥|阿姨)", said)
    if short is None:
        return []
    wanted = short["name"] or short["polite"]
    return [one for one in people.people(connection, now) if surname(one.name) == wanted]


def _by_title(connection: Connection, said: str, now: datetime) -> list[Person]:
    """Find 副主任, 科长: everybody with such a post."""
    if TITLE.fullmatch(said) is None:
        return []
    return people.people(connection, now, {one.person_id for one in posts_at(connection, now) if one.title == said})


class _Look:
    """One look at the office's tables."""

    def __init__(self, connection: Connection, now: datetime, sender: Person | None) -> None:
        self._connection = connection
        self._now = now
        self._sender = sender
        self._units: list[Unit] = all_units(connection)
        self._branches: list[Branch] = all_branches(connection)
        self._levels = level_ranks(connection)

    def terms(self, phrase: str) -> tuple[list[Term], list[str], list[tuple[str, tuple[Person, ...]]]]:
        found: list[Term] = []
        unknown: list[str] = []
        ambiguous: list[tuple[str, tuple[Person, ...]]] = []
        for said in self._chunks(phrase):
            term = self._term(said)
            if term is not None:
                found.append(term)
                continue
            called = who_is(self._connection, said, self._now, self._sender)
            if len(called) == 1:
                found.append(Term(Group.PERSON, called[0].called, called[0].id))
            elif called:
                ambiguous.append((said, tuple(called)))
            else:
                unknown.append(said)
        return found, unknown, ambiguous

    def _chunks(self, phrase: str) -> Iterator[str]:
        for said in SEPARATORS.split(phrase):
            plain = _SOME.sub("的", said).strip("的 ，。")
            plain = plain.removesuffix("们") or plain
            if plain:
                yield plain

    def _term(self, said: str) -> Term | None:
        plain = fold(said)
        if ALL.fullmatch(plain):
            return self._everybody(said)
        if OWN.fullmatch(plain) and self._sender is not None and self._sender.unit_id is not None:
            return self._own(said, self._sender.unit_id)
        if level := LEVEL.fullmatch(plain):
            return self._level(said, level["level"])
        if heads := HEADS.fullmatch(plain):
            return Term(Group.HEADS, said, value=heads["kind"] or "")
        role = next((role for pattern, role in ROLES if pattern.fullmatch(plain)), None)
        if role is not None:
            return Term(Group.ROLE, said, value=role.value)
        fixed = next((term for pattern, term in self._fixed(said) if pattern.fullmatch(plain)), None)
        return fixed or self._place(said, plain)

    @staticmethod
    def _fixed(said: str) -> Iterator[tuple[re.Pattern[str], Term]]:
        yield LEADERS, Term(Group.LEADERS, said)
        yield MIDDLE, Term(Group.LEVEL, said, value=MIDDLE_LEVEL)
        yield MEMBERS, Term(Group.MEMBERS, said)

    def _everybody(self, said: str) -> Term:
        mine = self._sender
        is_wide = mine is None or any(one.everywhere and one.role is not Role.STAFF for one in mine.held)
        if mine is not None and not is_wide and mine.unit_id is not None:
            return Term(Group.UNIT, said, mine.unit_id)
        return Term(Group.EVERYBODY, said)

    def _own(self, said: str, unit_id: int) -> Term:
        is_whole = any(one.id == unit_id and one.parent_id is None for one in self._units)
        return Term(Group.EVERYBODY, said) if is_whole else Term(Group.UNIT, said, unit_id)

    def _level(self, said: str, level: str) -> Term | None:
        names = sorted(self._levels, key=len, reverse=True)
        known = next((name for name in names if name == level or level.startswith(name)), None)
        known = known or {"科级": "副科", "处级": "副处", "中层": MIDDLE_LEVEL}.get(level[:2])
        return Term(Group.LEVEL, said, value=known) if known in self._levels else None

    def _place(self, said: str, plain: str) -> Term | None:
        """Read a unit or a branch, with what of it is meant."""
        unit, left = _longest(self._units, plain)
        branch, left_of_branch = _longest(self._branches, plain)
        if branch is not None and len(left_of_branch) < len(left) + (unit is None) * len(plain):
            return Term(Group.BRANCH, said, branch.id) if BRANCH_ALL.fullmatch(left_of_branch) else None
        if unit is None:
            return None
        if UNIT_ALL.fullmatch(left):
            is_whole = unit.parent_id is None
            return Term(Group.EVERYBODY, said) if is_whole else Term(Group.UNIT, said, unit.id)
        if UNIT_HEAD.fullmatch(left) and not people.by_name(self._connection, said, self._now):
            return Term(Group.ROLE, said, value=Role.HEAD.value, within=unit.id)
        left = left.removeprefix("的")
        role = next((role for pattern, role in ROLES if pattern.fullmatch(left)), None)
        return Term(Group.ROLE, said, value=role.value, within=unit.id) if role else None


def _longest(known: Sequence[Unit] | Sequence[Branch], plain: str) -> tuple[Unit | Branch | None, str]:
    """Return what a text begins with the name of, and what is left of the text; 宿管 begins the name of one unit."""
    named = [(len(fold(name)), one) for one in known for name in one.names if plain.startswith(fold(name))]
    if named:
        length, best = max(named, key=lambda pair: pair[0])
        return best, plain[length:]
    for length in range(len(plain), SHORTEST - 1, -1):
        begun = {one.id: one for one in known if any(fold(name).startswith(plain[:length]) for name in one.names)}
        if len(begun) == 1:
            return next(iter(begun.values())), plain[length:]
    return None, plain
