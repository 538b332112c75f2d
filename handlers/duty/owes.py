"""What is owed of a shift, as it stands in somebody's to-do list; who is on duty, for the morning digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from bot.store import people, shifts
from bot.store.people import Person
from bot.store.shifts import Shift
from handlers.duty.starting import OWED
from scheduler.agenda import Line, Weight
from scheduler.owed import Owed
from scheduler.todo import Registry

ON_DUTY = "值班：请回“在岗”"
YOU_ARE_ON, YOU_LEAD = "今天{when}您值班", "今天{when}您带班，值班员{officer}"
TODAY = "今天值班：{names}"
MOST_NAMED = 3


def lines(_connection: Connection, rows: Sequence[Owed]) -> dict[int, str]:
    """Name what is owed of shifts."""
    return {one.id: ON_DUTY for one in rows}


TO_DOS: Registry = {OWED: lines}


def agenda(connection: Connection, person: Person, now: datetime) -> list[Line]:
    """Say whether somebody is on duty today, or else who is. now: in the office's zone."""
    midnight = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    found = [one for one in shifts.between(connection, now, midnight + timedelta(days=1)) if one.starts_at >= midnight]
    names = {one.id: one.name for one in people.people(connection, now, {one.officer_id for one in found})}
    own = [line for one in found for line in _own(one, person, names, now)]
    if own:
        return [Line(Weight.TODAY, one) for one in own]
    named = list(dict.fromkeys(names[one.officer_id] for one in found if one.officer_id in names))
    return [Line(Weight.BESIDE, TODAY.format(names="、".join(named[:MOST_NAMED])))] if named else []


def _own(shift: Shift, person: Person, names: dict[int, str], now: datetime) -> list[str]:
    start, end = shift.starts_at.astimezone(now.tzinfo), shift.ends_at.astimezone(now.tzinfo)
    when = f"{start.hour}:{start:%M}至{end.hour}:{end:%M}"
    if shift.officer_id == person.id:
        return [YOU_ARE_ON.format(when=when)]
    if shift.leader_id == person.id:
        return [YOU_LEAD.format(when=when, officer=names.get(shift.officer_id, ""))]
    return []
