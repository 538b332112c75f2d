"""A change of a study as it is wanted: what was said, looked up; written old and new in lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.store.people import Person
from bot.turn import Turn
from handlers.study import roster
from handlers.study.planning import people, words
from handlers.study.planning.people import Cast, Named
from handlers.study.roster import APART, NEED_NOT, SITS_IN
from handlers.study.studies import Study
from scheduler.audience import Audience, Found, people_in, read_audience
from scheduler.gathering.clock import Clock
from scheduler.leads import dated

_ROLE = {"set": words.ROLE_SET, "add": words.ROLE_ADD, "drop": words.ROLE_DROP}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to change. start: local, None where it stays. how: set, add or drop of the parts."""

    start: datetime | None = None
    place: str = ""
    topic: str = ""
    audience: Audience | None = None
    how: str = ""
    meant: Cast = field(default_factory=lambda: Cast(Found(Audience())))

    @property
    def concerns_all(self) -> bool:
        """Whether everybody is told: of when, where and what about."""
        return self.start is not None or bool(self.place) or bool(self.topic)

    def belonging(self) -> list[tuple[Named, str]]:
        """Return whose place on the roster changes, and to which."""
        meant = self.meant
        lecturing = meant.lecturers if self.how in ("set", "add") else ()
        return [
            *((one, SITS_IN) for one in meant.sits_in),
            *((one, NEED_NOT) for one in (*lecturing, *meant.exempt)),
            *((one, APART) for one in meant.apart),
        ]


def look_up(turn: Turn, study: Study, slots: Mapping[str, Any], start: datetime | None, me: Person) -> Wanted:
    """Find out who and what is meant."""
    phrase = str(slots.get("add") or slots.get("drop") or "")
    found = read_audience(turn.connection, phrase, turn.now, me) if phrase else Found(Audience())
    said = {name: slots[name] for name in ("parts", "sits_in", "exempt", "apart", "outside") if name in slots}
    meant = people.cast(turn, {"kind": study.kind, **said, "audience": ""}, me) if said else Cast(Found(Audience()))
    audience = changed(study.audience, found.audience, adds="add" in slots) if phrase and found.is_clear else None
    place, topic = str(slots.get("place", "")), str(slots.get("topic", ""))
    return Wanted(
        start if start != study.starts_at else None,
        place if place != study.place else "",
        topic if topic != study.topic else "",
        audience,
        str(slots.get("role", "")),
        Cast(found, meant.roles, meant.sits_in, meant.exempt, meant.apart),
    )


def changed(audience: Audience, other: Audience, *, adds: bool) -> Audience:
    """Return an audience with, or without, another one."""
    if not adds:
        return Audience(audience.terms, tuple(dict.fromkeys((*audience.without, *other.terms))))
    return Audience(
        tuple(dict.fromkeys((*audience.terms, *other.terms))),
        tuple(one for one in audience.without if one not in other.terms),
    )


def lines_of(turn: Turn, study: Study, one: Wanted, clock: Clock) -> list[str]:
    """Write what changes, one line each; nothing where nothing changes."""
    lines = []
    if one.start is not None:
        old, new = dated(study.starts_at, clock.zone, clock.now), dated(one.start, clock.zone, clock.now)
        lines.append(words.FROM_TO_TIME.format(old=old, new=new))
    if one.place:
        lines.append(words.FROM_TO_PLACE.format(old=study.place or words.NOT_SET, new=one.place))
    if one.topic:
        lines.append(words.FROM_TO_TOPIC.format(old=study.topic or words.NOT_SET, new=one.topic))
    if one.audience is not None:
        lines += _people_lines(*between(turn, study, one.audience))
    lines += _role_lines(one)
    entries = {row.person_id: row for row in roster.of_study(turn.connection, study.id)}
    lines += _guest_lines(one, entries)
    for belongs, form in ((SITS_IN, words.NOW_SITS), (NEED_NOT, words.NOW_EXEMPT), (APART, words.NOW_APART)):
        named = [who for who, where in one.belonging() if where == belongs and _differs(entries, who, belongs)]
        said = [words.APART_ONE.format(name=who.name, why=who.why) if who.why else who.name for who in named]
        lines += [form.format(names="、".join(said))] if said else []
    return lines


def _guest_lines(one: Wanted, entries: Mapping[int, roster.Entry]) -> list[str]:
    """Say who will sit in because he has a part now."""
    said = {who.one.id for who, _ in one.belonging() if who.one}
    guests = [
        role.name
        for role in one.meant.roles
        if one.how != "drop" and role.one and role.one.id not in said | entries.keys()
    ]
    return [words.NOW_SITS.format(names="、".join(dict.fromkeys(guests)))] if guests else []


def _differs(entries: Mapping[int, roster.Entry], who: Named, belongs: str) -> bool:
    row = entries.get(who.one.id) if who.one else None
    return who.one is not None and (row is None or row.belongs != belongs or row.why != who.why)


def _role_lines(one: Wanted) -> list[str]:
    kinds = dict.fromkeys(role.part for role in one.meant.roles)
    return [
        _ROLE[one.how].format(
            part=part,
            names="、".join(
                words.TITLED.format(name=role.name, title=role.title) if role.title else role.name
                for role in one.meant.roles
                if role.part == part
            ),
        )
        for part in kinds
    ]


def between(turn: Turn, study: Study, audience: Audience) -> tuple[list[Person], list[Person]]:
    """Return who is new, and who is no longer asked."""
    before = people_in(turn.connection, study.audience, turn.now)
    after = people_in(turn.connection, audience, turn.now)
    known, still = {one.id for one in before}, {one.id for one in after}
    return [one for one in after if one.id not in known], [one for one in before if one.id not in still]


def _people_lines(joining: list[Person], leaving: list[Person]) -> list[str]:
    lines = [words.JOINING.format(names="、".join(one.called for one in joining))] if joining else []
    return lines + ([words.LEAVING.format(names="、".join(one.called for one in leaving))] if leaving else [])
