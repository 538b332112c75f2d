"""Templates of campaigns: which stages follow one another, whose they are, how long each takes, what is handed in.

The defaults stand in `templates.csv`; a stage the office has a row of is as its row says, one it has switched off is
none. They are the department's own and never policy: no policy text names these days.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from itertools import groupby

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, String, Table, UniqueConstraint, select, true

from bot.store.database import RowId, metadata

SINGLE = "材料征集"
PLEDGE = "承诺书与责任书"
COMMENT = "领导点评"


class Answer(StrEnum):
    """What is expected of whom a stage is for."""

    HAND_IN = "交材料"
    DONE = "已办"
    ACK = "收到"


class Per(StrEnum):
    """Of what one thing each is owed."""

    PERSON = "人"
    UNIT = "单位"
    BRANCH = "支部"


campaign_templates = Table(
    "campaign_templates",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("template", String(20), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("words", JSON, nullable=False),
    Column("anchor", String(5), nullable=False, server_default=""),
    Column("stage_words", JSON, nullable=False),
    Column("days_before", Integer, nullable=False),
    Column("workdays", Integer, nullable=False),
    Column("owner", String(40), nullable=False, server_default=""),
    Column("audience", String(80), nullable=False, server_default=""),
    Column("per", String(4), nullable=False, server_default=""),
    Column("deliverable", String(40), nullable=False, server_default=""),
    Column("answer", String(4), nullable=False),
    Column("notice_days", Integer, nullable=False),
    Column("is_used", Boolean, nullable=False, server_default=true()),
    UniqueConstraint("template", "stage"),
)


@dataclass(frozen=True, slots=True)
class StageRule:
    """One stage of a template.

    days_before: workdays from its last day to the target, negative: after it. workdays: how long it takes.
    owner: who sees to it, as said. audience: who is told, as said; empty: the organiser alone. per: of what one
    deliverable each. notice_days: workdays before its first day on which it is announced.
    """

    name: str
    words: tuple[str, ...]
    days_before: int
    workdays: int
    owner: str = ""
    audience: str = ""
    per: Per = Per.PERSON
    deliverable: str = ""
    answer: Answer = Answer.DONE
    notice_days: int = 0
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """A cycle. words: how people call it. anchor: month-day it is planned back from (07-01), else it is asked."""

    name: str
    words: tuple[str, ...]
    anchor: str
    stages: tuple[StageRule, ...]

    @property
    def hand_in(self) -> StageRule:
        """Return the stage in which something is handed in, else the first."""
        return next((one for one in self.stages if one.answer is Answer.HAND_IN), self.stages[0])

    def stage(self, name: str) -> StageRule | None:
        """Return a stage by its name."""
        return next((one for one in self.stages if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a stage, with what it says of its template."""

    template: str
    words: tuple[str, ...]
    anchor: str
    rule: StageRule


def templates(connection: Connection) -> tuple[Template, ...]:
    """Return every template as it holds, the defaults first; one without any stage in use is none."""
    return _templates_of(one for one in lines(connection) if one.rule.is_used)


def shipped() -> tuple[Template, ...]:
    """Return the templates the package brings."""
    return _templates_of(default_lines())


_OWN = select(campaign_templates).order_by(campaign_templates.c.id)


def lines(connection: Connection) -> tuple[Line, ...]:
    """Return every line as it holds: the defaults in their order, the office's rows over them, its own last."""
    rows = connection.execute(_OWN).mappings()
    own = {(row["template"], row["stage"]): _line(dict(row)) for row in rows}
    known = {(one.template, one.rule.name) for one in default_lines()}
    kept = [own.get((one.template, one.rule.name), one) for one in default_lines()]
    return (*kept, *(one for key, one in own.items() if key not in known))


@functools.cache
def default_lines() -> tuple[Line, ...]:
    """Return the lines the package brings."""
    text = resources.files("handlers.campaign").joinpath("templates.csv").read_text(encoding="utf-8")
    return tuple(
        _line({**row, "words": _parts(row["words"]), "stage_words": _parts(row["stage_words"])})
        for row in csv.DictReader(text.splitlines())
    )


def _templates_of(found: Iterable[Line]) -> tuple[Template, ...]:
    order = list(found)
    places = {one.template: number for number, one in reversed(list(enumerate(order)))}
    sorted_lines = sorted(order, key=lambda one: places[one.template])
    made = []
    for name, group in groupby(sorted_lines, key=lambda one: one.template):
        those = list(group)
        words = tuple(dict.fromkeys(word for one in those for word in one.words)) or (name,)
        anchor = next((one.anchor for one in those if one.anchor), "")
        made.append(Template(name, words, anchor, tuple(one.rule for one in those)))
    return tuple(made)


def _line(row: Mapping[str, object]) -> Line:
    rule = StageRule(
        name=str(row["stage"]),
        words=_several(row["stage_words"]),
        days_before=int(str(row["days_before"])),
        workdays=int(str(row["workdays"])),
        owner=str(row["owner"]),
        audience=str(row["audience"]),
        per=Per(str(row["per"]) or Per.PERSON),
        deliverable=str(row["deliverable"]),
        answer=Answer(str(row["answer"])),
        notice_days=int(str(row["notice_days"])),
        is_used=bool(row.get("is_used", True)),
    )
    return Line(str(row["template"]), _several(row["words"]), str(row["anchor"]), rule)


def _several(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("、")))
