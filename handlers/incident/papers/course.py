"""The course of an incident 经过: what was recorded of it, by whom in which role, as lines with a time.

Nothing is invented: every line is a journal entry. What reporters said is quoted only where no name of somebody
concerned may stand in it; else only what was done is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from bot.store.journal import journal
from bot.store.people import persons
from handlers.incident import leaders, witnesses
from handlers.incident import words as incident_words
from handlers.incident.cases import Case
from handlers.incident.heard.actions import actions
from handlers.incident.heard.plain import plain_of
from handlers.incident.kinds import Kind
from handlers.incident.leaders import Part
from handlers.incident.matter import SCHOOL
from handlers.incident.papers import words
from handlers.incident.witnesses import Report

OPENED = frozenset({"incident.opened", "incident.drill"})
UPDATED, MERGED = "incident.updated", "incident.merged"
KINDS = (*OPENED, UPDATED, MERGED, *words.DONE)
NAMES_A_PERSON = frozenset({"校医院", "学工部"})  # where these are to be told, somebody is ill, hurt or in need
LONGEST_QUOTE = 60
_BEFORE = re.compile(r"^(?:补充|更正|续报|报告|上报)\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody by name; his telephone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was recorded. id: where it stands in the journal."""

    id: int
    at: datetime
    kind: str
    person_id: int | None
    source: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the course. id: of the journal entry it comes from."""

    id: int
    at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """An incident with everything that was recorded of it, the earliest first."""

    case: Case
    kind: Kind
    events: tuple[Event, ...]
    reports: tuple[Report, ...]
    names: Mapping[int, Contact]

    @property
    def is_quotable(self) -> bool:
        """Whether what reporters said may stand in a paper: no name of a person concerned can be in it."""
        is_of_persons = bool(NAMES_A_PERSON & {*self.kind.departments}) or bool(self.case.people)
        return not self.kind.few_only and not is_of_persons

    @property
    def position(self) -> int:
        """Return up to where the journal was read."""
        return max((one.id for one in self.events), default=0)

    def lines(self, after: int = 0) -> list[Line]:
        """Return the lines of what was recorded after a position of the journal."""
        return [
            Line(one.id, one.at, one.kind, text) for one in self.events if one.id > after and (text := self._text(one))
        ]

    def actions(self, reports: Iterable[Report] | None = None) -> list[str]:
        """Return what was done already, as the reports say, each once."""
        said = (done for one in (self.reports if reports is None else reports) for done in actions(plain_of(one.text)))
        return list(dict.fromkeys(said))

    def on_scene(self) -> Contact | None:
        """Return who heads the scene: the leader in charge once he is there, else who said 现场负责人到场."""
        state = self.case.state
        for kind, at in (("incident.arrived", state.arrived_at), ("incident.scene_head", state.scene_head_at)):
            found = next((one for one in reversed(self.events) if one.kind == kind), None)
            if at is not None and found is not None:
                return self.names.get(_acting(found))
        return None

    def name(self, person_id: int | None) -> str:
        """Return somebody's name; of nobody the duty room's."""
        if person_id is None:
            return words.DUTY_ROOM
        found = self.names.get(person_id)
        return found.name if found else words.SOMEBODY

    def _text(self, one: Event) -> str:
        if one.kind in OPENED or one.kind == MERGED:
            return self._reported(one)
        if one.kind == UPDATED:
            return words.ADDED.format(who=self._who(one), text=self._quote(self._report_of(one)))
        said = words.DONE[one.kind].format(who=self._who(one), **self._details(one))
        if one.data.get("for_person") is not None:
            said += words.BY_OTHER.format(who=self.name(one.person_id))
        return said + (words.AFTERWARDS if one.data.get("late") else "")

    def _reported(self, one: Event) -> str:
        is_first = one.kind in OPENED
        if not is_first and one.data.get("number") != self.case.number:
            return incident_words.NOW_MERGED.format(number=one.data.get("number", ""))
        report = self.reports[0] if is_first and self.reports else self._report_of(one)
        who = "" if self.kind.few_only else self._reporter(report)
        said = words.REPORTED if is_first else words.REPORTED_AGAIN
        return said.format(who=who, text=self._quote(report))

    def _reporter(self, report: Report | None) -> str:
        if report is None:
            return words.SOMEBODY
        return report.name or (self.name(report.person_id) if report.person_id else words.UNENROLLED)

    def _quote(self, report: Report | None) -> str:
        text = _BEFORE.sub("", " ".join(report.text.split()))[:LONGEST_QUOTE] if report else ""
        if text and self.is_quotable:
            return words.QUOTED.format(text=text)
        done = self.actions([report]) if report else []
        return words.ACTIONS.format(actions="、".join(done)) if done else ""

    def _report_of(self, one: Event) -> Report | None:
        return next((report for report in self.reports if f"inbox:{report.inbox_id}" == one.source), None)

    def _who(self, one: Event) -> str:
        """Say who did it, by role and name."""
        part = Part(one.data.get("part", ""))
        if one.data.get("for_person") is not None:
            part = Part.LEADER if one.data["for_person"] == self.case.leader_id else Part.NONE
        return words.ROLES.get(part, "") + self.name(_acting(one)) if _acting(one) else words.DUTY_ROOM

    def _details(self, one: Event) -> dict[str, str]:
        data = one.data
        to = data.get("to")
        people = [to] if isinstance(to, int) else list(to or ())
        return {
            "to": "、".join(words.SCHOOL_LEADERS if one == SCHOOL else self.name(one) for one in people),
            "departments": "、".join(data.get("departments", ())),
            "reached": words.REACHED if data.get("reached") else words.NOT_REACHED,
            "grade": incident_words.GRADES.get(data.get("grade", 0), ""),
            "into": str(data.get("into", "")),
            "task": words.GO_THERE if data.get("scene") else words.TAKE_OVER,
            "done": str(data.get("done", "")),
        }


def course_of(connection: Connection, case: Case) -> Course:
    """Read everything that was recorded of an incident."""
    found = list(_events(connection, case))
    reports = witnesses.reports_of(connection, case.id)
    ids = {_acting(one) for one in found} | {one.person_id or 0 for one in found}
    ids |= {one.person_id or 0 for one in reports} | {case.leader_id or 0}
    ids |= {one for event in found for one in _ids(event.data.get("to"))} | case.state.reported_to
    rows = connection.execute(select(persons.c.id, persons.c.name, persons.c.phone).where(persons.c.id.in_(ids)))
    names = {row.id: Contact(row.name, row.phone) for row in rows}
    kind = leaders.kind_named(connection, case.kind)
    return Course(case, kind, tuple(sorted(found, key=lambda one: (one.at, one.id))), tuple(reports), names)


def _events(connection: Connection, case: Case) -> Iterator[Event]:
    columns = (journal.c.id, journal.c.at, journal.c.kind, journal.c.person_id, journal.c.source, journal.c.data)
    of_it = (journal.c.subject == case.subject) & journal.c.kind.in_(KINDS)
    for row in connection.execute(select(*columns).where(of_it).order_by(journal.c.id)):
        yield Event(*row)


def _acting(one: Event) -> int:
    """Return whose act it was: of one written down for somebody, his."""
    return int(one.data.get("for_person") or one.person_id or 0)


def _ids(to: object) -> list[int]:
    return [to] if isinstance(to, int) else [one for one in to if isinstance(one, int)] if isinstance(to, list) else []
