"""Rows of a plan become studies: kept, changed with a version more, called off; who is told hears it through `ahead`.

What is wrong with a row was said before (plan_sheet); here every row is made true, in the caller's transaction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete

from bot.errors import SheetError
from bot.rights import Role
from bot.store import people
from bot.store.people import Person
from bot.store.sheets.cells import parts as cells_of
from bot.store.sheets.known import person_id
from bot.store.sheets.sheet import Change, Context, Record
from bot.turn import Turn
from handlers.study import ahead, enlisting, kinds, parts, rows, settings, studies
from handlers.study.beginning import whose
from handlers.study.parts import LEADS, LESSON, SPEAKS, TEACHES, Part
from handlers.study.plans import announced, plan_rows
from handlers.study.plans.cells import parted
from handlers.study.plans.plan_rows import Plan
from handlers.study.roster import MISSING, SITS_IN
from handlers.study.studies import CANCELLED, PLANNED, UNDATED, Study
from handlers.study.window import Window, around
from scheduler.audience import Audience, read_audience
from scheduler.audience.value import Term

TITLE, NOBODY_ORGANISES, MOVED = "学习计划", "没有联络员，无法确定组织人，请填“组织人”", "这次学习刚刚变过，请重新导入"
NOTED_PARTS = (LEADS, SPEAKS, LESSON, TEACHES)
_WITHOUT = re.compile(r"(?P<kept>[^（）]+)（(?P<gone>[^（）]+)除外）")
A_DAY, DUE_HOUR, LONGEST_TITLE = len("2026-07-10"), "18:00", 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says a study is: columns of its table, its window, what people contribute, who sits in."""

    columns: dict[str, Any]
    window: Window
    spoken: tuple[tuple[int | None, str, str, str], ...]
    sits_in: tuple[int, ...]


def write(connection: Connection, changes: Sequence[Change], context: Context, sender: Person | None) -> None:
    """Make every row true. Raises SheetError where a study was changed meanwhile, or nobody could organise it."""
    turn = Turn(connection, now=context.now, machine=context.now, source="table:study_plan")
    for change in changes:
        if change.after is None:
            _drop(turn, change.before or {}, context.zone)
        else:
            _put(turn, change.after, context, sender)


def _put(turn: Turn, record: Record, context: Context, sender: Person | None) -> None:
    plan = plan_rows.by_name(turn.connection, record["plan"]) or plan_rows.put(
        turn.connection, record["plan"], _default_organiser(turn, sender), turn.now
    )
    wanted = _wanted(turn, record, plan, context, sender)
    standing = plan_rows.session(turn.connection, plan.id, int(record["no"]))
    if standing is None:
        study = studies.put(turn.connection, wanted.window, plan_id=plan.id, made_at=turn.now, **wanted.columns)
        _contribute(turn, study, wanted)
        enlisting.enlist(turn, study)
        turn.record("checkin.planned", study.subject, kind=study.kind, starts_at=study.starts_at.isoformat())
        ahead.arm(turn, study, context.zone)
        return
    _change(turn, standing, wanted, context.zone)


def _change(turn: Turn, study: Study, wanted: Wanted, zone: ZoneInfo) -> None:
    if study.state not in (PLANNED, UNDATED):
        raise SheetError(TITLE, [f"{study.title}：{MOVED}"])
    changed = studies.moved(turn.connection, study, wanted.window, version=study.version + 1, **wanted.columns)
    gone, new = _contribute(turn, changed, wanted)
    enlisting.enlist(turn, changed)
    turn.record("checkin.changed", changed.subject, version=changed.version)
    announced.changed(turn, study, changed, gone, new, zone)


def _drop(turn: Turn, record: Record, zone: ZoneInfo) -> None:
    plan = plan_rows.by_name(turn.connection, record["plan"])
    study = plan_rows.session(turn.connection, plan.id, int(record["no"])) if plan else None
    if study is None:
        return
    if study.state not in (PLANNED, UNDATED):
        raise SheetError(TITLE, [f"{study.title}：{MOVED}"])
    gone = studies.moved(turn.connection, study, state=CANCELLED, version=study.version + 1)
    mine = parts.of_studies(turn.connection, [study.id])
    parts.settle(turn.connection, [one.id for one in mine], parts.DROPPED)
    turn.record("checkin.cancelled", gone.subject)
    announced.called_off(turn, study, mine, zone)


def _wanted(turn: Turn, record: Record, plan: Plan, context: Context, sender: Person | None) -> Wanted:
    audience = _audience(turn, record["audience"], sender)
    unit_id, branch_id = whose(audience)
    is_dated = len(record["day"]) == A_DAY
    start = _moment(record["day"] if is_dated else f"{record['day']}-01", record.get("start") or "00:00", context)
    kind, topic = record["kind"], record.get("topic", "")
    columns = {
        "kind": kind,
        "title": _title(kind, topic, audience, branch_id),
        "topic": topic,
        "place": record.get("place", ""),
        "starts_at": start,
        "ends_at": _moment(record["day"], record["end"], context) if is_dated and record.get("end") else None,
        "audience": audience,
        "unit_id": unit_id,
        "branch_id": branch_id,
        "organiser_id": person_id(turn.connection, record.get("organiser", "")) or plan.organiser_id,
        "state": PLANNED if is_dated else UNDATED,
        "has_vote": kind in kinds.VOTING,
        "wants": record.get("wants", ""),
        "wants_by": _moment(record["wants_by"], DUE_HOUR, context) if record.get("wants_by") else None,
        "note": record.get("note", ""),
        "plan_no": int(record["no"]),
    }
    sits_in = tuple(filter(None, (person_id(turn.connection, one) for one in cells_of(record.get("sits_in", "")))))
    window = around(start, *settings.margins(turn.connection))
    return Wanted(columns, window, tuple(_spoken(turn.connection, record)), sits_in)


def _audience(turn: Turn, said: str, sender: Person | None) -> Audience:
    """Return whom a cell means; it is called as the file calls it, so that the file read again changes nothing."""
    found = read_audience(turn.connection, said, turn.now, sender).audience
    split = _WITHOUT.fullmatch(said)
    if found.named == said or bool(found.without) != bool(split):
        return found
    kept, gone = (split["kept"], split["gone"]) if split else (said, "")
    return Audience(_called(found.terms, kept), _called(found.without, gone))


def _called(terms: Sequence[Term], said: str) -> tuple[Term, ...]:
    return tuple(replace(one, said=said) for one in terms)


def _title(kind: str, topic: str, audience: Audience, branch_id: int | None) -> str:
    """Return what a session is called: by its topic where that says the kind, else by its branch and kind."""
    if topic and kinds.kind_of(topic) == kind and kind != kinds.ORDINARY:
        return topic[:LONGEST_TITLE]
    name = f"{kind}学习" if kind == kinds.CENTRE_GROUP else kind
    return f"{audience.named if branch_id else ''}{name}"[:LONGEST_TITLE]


def _spoken(connection: Connection, record: Record) -> list[tuple[int | None, str, str, str]]:
    """Return who contributes what: person, printed name, part, title."""
    given = [(who, LEADS, "") for who in cells_of(record.get("leads", ""))]
    given += [(who, SPEAKS, title) for who, title in parted(record.get("speeches", ""))]
    teaches = LESSON if record["kind"] == kinds.LESSON else TEACHES
    given += [(record["speaker"], teaches, record.get("topic", ""))] if record.get("speaker") else []
    found = [(person_id(connection, who), who, part, title) for who, part, title in given]
    return [(one, (who.partition("（")[0] if one else who)[:40], part, title) for one, who, part, title in found]


def _contribute(turn: Turn, study: Study, wanted: Wanted) -> tuple[list[Part], list[Part]]:
    """Write who contributes and who sits in. Returns what is contributed no more, and what is now."""
    mine = [one for one in parts.of_studies(turn.connection, [study.id]) if one.part in NOTED_PARTS]
    stand = {(one.person_id, one.name, one.part, one.title): one for one in mine}
    gone = [one for key, one in stand.items() if key not in wanted.spoken]
    parts.settle(turn.connection, [one.id for one in gone], parts.DROPPED)
    new = []
    for person, name, part, title in wanted.spoken:
        if (person, name, part, title) not in stand:
            one = Part(0, study.id, person, name, part, title, None, parts.PLANNED, study.organiser_id, turn.now)
            new.append(parts.put(turn.connection, one))
    here = (rows.roster.c.study_id == study.id) & (rows.roster.c.belongs == SITS_IN) & (rows.roster.c.status == MISSING)
    turn.connection.execute(delete(rows.roster).where(here, rows.roster.c.person_id.not_in(wanted.sits_in)))
    sitting = people.people(turn.connection, turn.now, wanted.sits_in)
    enlisting.put(turn, study, sitting, SITS_IN)
    return gone, new


def _default_organiser(turn: Turn, sender: Person | None) -> int:
    if sender is not None:
        return sender.id
    for role in (Role.ORGANISER, Role.ADMIN):
        if found := people.people_with(turn.connection, role, turn.now):
            return found[0].id
    raise SheetError(TITLE, [NOBODY_ORGANISES])


def _moment(day: str, hour: str, context: Context) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=context.zone)
