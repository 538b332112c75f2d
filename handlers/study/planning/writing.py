"""A study in words: its notice, its lines in a confirmation. The same for a draft and for what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store import people
from bot.store.office_settings import value_of
from bot.turn import Turn
from handlers.study import parts, roster
from handlers.study.parts import OF_A_STUDY
from handlers.study.planning import settings, words
from handlers.study.studies import Study
from scheduler.gathering.calendar_file import Entry
from scheduler.gathering.leads import interval, leads_of
from scheduler.leads import dated

LENGTH = timedelta(hours=1, minutes=30)  # of a study whose end nobody said
_ORDER = {part: number for number, part in enumerate(("主持", "讲党课", "培训授课", *OF_A_STUDY[1:]))}


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody does, as it is printed."""

    part: str
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a notice of a study says below its first line. opens, closes: local. wants_by: as it is printed."""

    place: str
    topic: str
    roles: tuple[Role, ...]
    opens: datetime
    closes: datetime
    needs_code: bool = False
    sits_in: str = ""
    exempt: str = ""
    apart: str = ""
    wants: str = ""
    wants_by: str = ""
    note: str = ""

    def lines(self) -> list[str]:
        """Return it line by line."""
        window = words.WINDOW.format(opens=f"{self.opens:%H:%M}", closes=f"{self.closes:%H:%M}")
        wants = words.WANTS if self.wants_by else words.WANTS_SOON
        said = (
            (self.place, words.PLACE.format(place=self.place)),
            (self.topic, words.TOPIC.format(topic=self.topic)),
            *((line, line) for line in role_lines(self.roles)),
            (self.sits_in, words.SITS_IN.format(names=self.sits_in)),
            (self.exempt, words.EXEMPT.format(names=self.exempt)),
            (self.apart, words.APART.format(names=self.apart)),
            ("1", window + (words.CODED if self.needs_code else "")),
            (self.wants, wants.format(what=self.wants, by=self.wants_by)),
            (self.note, words.NOTE.format(note=self.note)),
        )
        return [line for is_said, line in said if is_said]


def role_lines(roles: Sequence[Role]) -> list[str]:
    """Write who does what, one line for each part."""
    lines = []
    for part in sorted({one.part for one in roles}, key=lambda one: _ORDER.get(one, len(_ORDER))):
        named = [
            words.TITLED.format(name=one.name, title=one.title) if one.title else one.name
            for one in roles
            if one.part == part
        ]
        lines.append(words.ROLE.format(part=words.PRINTED.get(part, part), names="、".join(named)))
    return lines


def day_of(moment: datetime, zone: ZoneInfo) -> str:
    """Say a day: 12月4日."""
    local = moment.astimezone(zone)
    return f"{local.month}月{local.day}日"


def head(study: Study, zone: ZoneInfo, now: datetime) -> str:
    """Write the first line of a notice."""
    return words.HEAD.format(kind=study.kind, when=dated(study.starts_at, zone, now), title=study.title)


def body(turn: Turn, study: Study, zone: ZoneInfo) -> str:
    """Write the rest of a notice as the study stands; who is not counted is named to its organiser alone."""
    said = sheet(turn.connection, study, zone, turn.now)
    who = organiser(turn, study)
    return "\n".join([*said.lines(), *([words.HOST.format(who=who)] if who else [])])


def sheet(connection: Connection, study: Study, zone: ZoneInfo, now: datetime) -> Sheet:
    """Return what a notice says of a study as it stands."""
    return Sheet(
        place=study.place,
        topic=study.topic,
        roles=roles_of(connection, study, now),
        opens=study.opens_at.astimezone(zone),
        closes=study.closes_at.astimezone(zone),
        needs_code=study.needs_code,
        sits_in=_sitting_in(connection, study, now),
        wants=study.wants,
        wants_by=day_of(study.wants_by, zone) if study.wants_by else "",
        note=study.note,
    )


def _sitting_in(connection: Connection, study: Study, now: datetime) -> str:
    ids = [one.person_id for one in roster.of_study(connection, study.id) if one.belongs == roster.SITS_IN]
    return "、".join(one.called for one in people.people(connection, now, ids))


def roles_of(connection: Connection, study: Study, now: datetime) -> tuple[Role, ...]:
    """Return who does what, as it is printed."""
    noted = parts.of_studies(connection, [study.id])
    called = {
        one.id: one.called for one in people.people(connection, now, [one.person_id for one in noted if one.person_id])
    }
    return tuple(Role(one.part, called.get(one.person_id or 0, one.name), one.title) for one in noted)


def organiser(turn: Turn, study: Study) -> str:
    """Return how the organiser is called; empty where he has left."""
    found = people.person(turn.connection, study.organiser_id, turn.now)
    return found.called if found else ""


def leads(connection: Connection) -> tuple[timedelta, ...]:
    """Return how long before a study those who come are reminded."""
    return leads_of(value_of(connection, settings.LEADS))


def leads_said(connection: Connection, start: datetime, now: datetime) -> str:
    """Say when those who come are reminded."""
    coming = [one for one in leads(connection) if start - one > now]
    return words.LEADS.format(leads="、".join(interval(one) for one in coming)) if coming else ""


def over_at(study: Study) -> datetime:
    """Return when a study ends, or is taken to end."""
    return study.ends_at or study.starts_at + LENGTH


def entry(study: Study, who: str, now: datetime) -> Entry:
    """Return what a calendar enters."""
    text = "\n".join(one for one in (words.TOPIC.format(topic=study.topic) if study.topic else "",
                                     words.CALENDAR_TEXT.format(who=who)) if one)  # fmt: skip
    return Entry(
        uid=study.uid,
        sequence=study.version,
        stamp=now,
        starts_at=study.starts_at,
        ends_at=over_at(study),
        title=study.title,
        place=study.place,
        text=text,
        alarms_min=(60,),
    )
