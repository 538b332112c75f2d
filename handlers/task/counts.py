"""How a month of tasks stands, by unit: what the 通报 tells. No persons; in the office's order, never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.store.units import all_units
from handlers.task.matter import Stage
from handlers.task.tasks import Task

NO_UNIT = "部门直属"
COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One unit. given: open in the month; done: closed in it; busy: still open and not late; late: overdue."""

    unit: str
    given: int
    done: int
    busy: int
    late: int


@dataclass(frozen=True, slots=True)
class Item:
    """One task as a 通报 names it: matter, unit, day, state."""

    number: str
    title: str
    unit: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month. period: 2026-11. at: the moment it was counted, ISO."""

    period: str
    at: str
    rows: tuple[Row, ...]
    items: tuple[Item, ...]

    @property
    def whole(self) -> Row:
        """Return all units together."""
        sums = [sum(getattr(one, name) for one in self.rows) for name in ("given", "done", "busy", "late")]
        return Row("", *sums)

    def data(self) -> dict[str, Any]:
        """Return it JSON-able, so that what was looked at is what is sent."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Month:
        """Read what `data` wrote."""
        rows = tuple(Row(**one) for one in data["rows"])
        return cls(data["period"], data["at"], rows, tuple(Item(**one) for one in data["items"]))


def month_of(connection: Connection, found: Sequence[Task], period: str, now: datetime, zone: ZoneInfo) -> Month:
    """Count the tasks that were open in a month; those taken back do not count."""
    first = datetime.fromisoformat(f"{period}-01").replace(tzinfo=zone)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    until = min(after, now)
    units = all_units(connection)
    names = {one.id: one.name for one in units}
    order = {one.name: place for place, one in enumerate(units)}
    mine = [
        one
        for one in found
        if one.stage is not Stage.CANCELLED
        and one.assigned_at < after
        and (one.state.closed_at is None or one.state.closed_at >= first)
    ]
    by_unit: dict[str, list[Task]] = {}
    for one in mine:
        by_unit.setdefault(names.get(one.unit_id or 0, NO_UNIT), []).append(one)
    rows = tuple(
        _row(unit, by_unit[unit], until) for unit in sorted(by_unit, key=lambda name: order.get(name, len(order)))
    )
    items = tuple(_item(one, names.get(one.unit_id or 0, NO_UNIT), until, zone) for one in mine)
    return Month(period, now.isoformat(), rows, items)


def _row(unit: str, some: Sequence[Task], until: datetime) -> Row:
    done = sum(_is_closed(one, until) for one in some)
    late = sum(_is_late(one, until) for one in some)
    return Row(unit, len(some), done, len(some) - done - late, late)


def _is_closed(task: Task, until: datetime) -> bool:
    return task.state.closed_at is not None and task.state.closed_at <= until


def _is_late(task: Task, until: datetime) -> bool:
    due = task.state.due_at
    return due is not None and due < until and not _is_closed(task, until) and task.stage is not Stage.CLAIMED


def _item(task: Task, unit: str, until: datetime, zone: ZoneInfo) -> Item:
    due = task.state.due_at.astimezone(zone).strftime("%m月%d日") if task.state.due_at else ""
    state = Stage.CLOSED.value if _is_closed(task, until) else "未按期办结" if _is_late(task, until) else "办理中"
    return Item(task.number, task.title, unit, due, state)
