"""撤销: what a step changed goes back to what it was, unless something later changed it again.

A report is not taken back but doubted: the alarm has gone out, and only who is in charge says that it was none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.situation import Situation
from bot.store.deeds import Deed
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.incident import cases, escalation, settings, words
from handlers.incident.cases import Case
from handlers.incident.matter import Incident
from scheduler import owed

STEP = "incident.step"
_NOT_KEPT = ("id", "serial", "version", "opened_at", "platform", "chat", "state")
_IN_STATE = (
    "stage", "grade", "is_doubted", "summary", "acknowledged_at", "en_route_until", "scene_head_at", "arrived_at",
    "controlled_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """What a step changed. columns: name → as it was, as it became. chiefs, departments: ticked. added: to inform."""

    columns: Mapping[str, tuple[Any, Any]]
    chiefs: frozenset[int] = frozenset()
    departments: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()

    def written(self) -> dict[str, Any]:
        """Return it as a deed keeps it."""
        return {
            "columns": {name: list(pair) for name, pair in self.columns.items()},
            "chiefs": sorted(self.chiefs),
            "departments": sorted(self.departments),
            "added": sorted(self.added),
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Difference:
        """Return what `written` wrote."""
        return cls(
            {name: (pair[0], pair[1]) for name, pair in data["columns"].items()},
            frozenset(data["chiefs"]),
            frozenset(data["departments"]),
            frozenset(data["added"]),
        )


def difference(before: Case, after: Case) -> Difference:
    """Compare an incident before and after a step."""
    old, new = _columns(before), _columns(after)
    return Difference(
        {name: (old[name], new[name]) for name in old if old[name] != new[name]},
        after.state.reported_to - before.state.reported_to,
        after.state.informed - before.state.informed,
        after.state.departments - before.state.departments,
    )


def may_take_back(turn: Turn, before: Case, after: Case, done: str) -> None:
    """Let who said it take a step back. done: what it was, in words."""
    if turn.waiting is not None and before.version != after.version:
        turn.may_undo(STEP, after.subject, incident=after.id, done=done, **difference(before, after).written())


def take_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Set right what a step changed; the chain goes on where it is wanted again. Raises NotUndone."""
    case, changed = cases.load(turn.connection, deed.data["incident"]), Difference.read(deed.data)
    now = _columns(case)
    ticks_stand = changed.chiefs <= case.state.reported_to and changed.departments <= case.state.informed
    if not ticks_stand or any(now[name] != became for name, (_, became) in changed.columns.items()):
        raise NotUndone(words.TOO_LATE_TO_UNDO.format(what=words.what(case), number=words.number(case)))
    values = {name: _value(name, was) for name, (was, _) in changed.columns.items()}
    back = cases.set_back(
        turn.connection,
        case,
        values,
        chiefs_told=changed.chiefs,
        informed=changed.departments,
        added=changed.added,
    )
    owed.take_back(turn, back.subject, deed.source)
    turn.record("incident.taken_back", back.subject, done=deed.data["done"])
    escalation.move(turn, back, settings.read(turn.connection), situation.zone)
    return words.NOT_SO.format(what=words.what(back), done=deed.data["done"], number=words.number(back))


def _columns(case: Case) -> dict[str, Any]:
    """Return what may change of an incident, JSON-able."""
    plain = {name: getattr(case, name) for name in Case.__slots__ if name not in _NOT_KEPT}
    state: Incident = case.state
    return {name: _plain(value) for name, value in (plain | {name: getattr(state, name) for name in _IN_STATE}).items()}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _value(name: str, written: Any) -> Any:
    return datetime.fromisoformat(written) if name.endswith(("_at", "_until")) and written else written
