"""The sessions of plans as rows of a spreadsheet, as they stand now: what was changed by a sentence is in it too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.store.sheets.known import people_by_id
from bot.store.sheets.sheet import Context, Record
from handlers.study import parts, rows
from handlers.study.parts import LEADS, LESSON, SPEAKS, TEACHES, Part
from handlers.study.plans import plan_rows
from handlers.study.plans.plan_rows import Plan
from handlers.study.roster import SITS_IN, SPEAKING
from handlers.study.studies import CLOSED, NOTED, OPEN, UNDATED, Study

#: What stands in the way of a change.
STATES: Mapping[str, str] = {OPEN: "开始签到", CLOSED: "结束", NOTED: "登记已开"}
DAY, HOUR = "%Y-%m-%d", "%H:%M"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A session with its row as it stands."""

    study: Study
    record: Record


@dataclass(frozen=True, slots=True)
class _Known:
    called: Mapping[int | None, str]
    parts: Mapping[int | None, list[Part]]
    sits_in: Mapping[int, list[int]]


def current(connection: Connection, context: Context) -> list[Record]:
    """Return every session of every plan."""
    return [one.record for one in by_identity(connection, context).values()]


def by_identity(connection: Connection, context: Context) -> dict[tuple[str, str], Recorded]:
    """Return every session of every plan by the plan's name and its number."""
    found = [(plan, one) for plan, one in plan_rows.all_sessions(connection) if one.plan_no is not None]
    found.sort(key=lambda pair: (pair[0].id, pair[1].plan_no or 0))
    known = _known(connection, [one.id for _, one in found])
    return {
        (plan.name, str(one.plan_no)): Recorded(one, _record(plan, one, known, context.zone)) for plan, one in found
    }


def _known(connection: Connection, ids: list[int]) -> _Known:
    spoken: dict[int | None, list[Part]] = defaultdict(list)
    for one in parts.of_studies(connection, ids):
        spoken[one.study_id].append(one)
    said_so = rows.roster.c.why != SPEAKING
    here = rows.roster.c.study_id.in_(ids) & (rows.roster.c.belongs == SITS_IN) & said_so
    columns = (rows.roster.c.study_id, rows.roster.c.person_id)
    sitting: dict[int, list[int]] = defaultdict(list)
    for row in connection.execute(select(*columns).where(here).order_by(rows.roster.c.position, rows.roster.c.id)):
        sitting[row.study_id].append(row.person_id)
    return _Known(people_by_id(connection), spoken, sitting)


def _record(plan: Plan, study: Study, known: _Known, zone: ZoneInfo) -> Record:
    is_dated = study.state != UNDATED
    mine = known.parts.get(study.id, [])
    return {
        "plan": plan.name,
        "no": str(study.plan_no),
        "kind": study.kind,
        "topic": study.topic,
        "day": _said(study.starts_at, zone, DAY if is_dated else "%Y-%m"),
        "start": _said(study.starts_at, zone, HOUR) if is_dated else "",
        "end": _said(study.ends_at, zone, HOUR),
        "place": study.place,
        "audience": study.audience.named,
        "sits_in": "、".join(known.called[one] for one in known.sits_in.get(study.id, ())),
        "leads": "、".join(_names(mine, (LEADS,), known)),
        "speeches": "、".join(f"{_name(one, known)}{_title(one)}" for one in mine if one.part == SPEAKS),
        "speaker": "、".join(_names(mine, (LESSON, TEACHES), known)),
        "organiser": known.called[study.organiser_id] if study.organiser_id != plan.organiser_id else "",
        "wants": study.wants,
        "wants_by": _said(study.wants_by, zone, DAY),
        "note": study.note,
    }


def _said(moment: datetime | None, zone: ZoneInfo, form: str) -> str:
    return moment.astimezone(zone).strftime(form) if moment else ""


def _names(given: Iterable[Part], wanted: tuple[str, ...], known: _Known) -> list[str]:
    return [_name(one, known) for one in given if one.part in wanted]


def _name(one: Part, known: _Known) -> str:
    return known.called[one.person_id] if one.person_id else one.name


def _title(one: Part) -> str:
    return f"《{one.title}》" if one.title else ""
