"""What somebody owes, whoever asked for it: settled for him as handed over, owed by his successor from then on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from scheduler import owed, todo
from scheduler.belongings import Belonging
from scheduler.todo import Registry

#: What a kind of owed is called in a count, by how it begins.
CALLED = (
    ("incident.", "突发事件"),
    ("ticket.rectify", "隐患"),
    ("ticket.", "报修"),
    ("duty.", "值班"),
    ("notice.", "待回复通知"),
    ("meeting.", "会议事项"),
    ("task.", "督办"),
    ("request.", "请示报告"),
    ("campaign.", "考核征集"),
    ("ask.", "提问"),
)
OTHER = "待办"


@dataclass(frozen=True, slots=True)
class HeldOwed:
    """Everything owed. registry: what each kind of it is called; besides: kinds that go along with something else."""

    registry: Registry = field(default_factory=dict)
    besides: frozenset[str] = frozenset()

    def of(self, connection: Connection, person_id: int, now: datetime) -> list[Belonging]:
        """Return what somebody owes, what is due first, first."""
        del now
        rows = [one for one in owed.open_of(connection, person_id) if one.kind not in self.besides]
        return [
            Belonging(_called(item.owed.kind), item.owed.subject, item.what, is_owed=True)
            for item in todo.items(connection, rows, self.registry)
        ]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Move everything one owes on a subject."""
        return move_owed(turn, belonging.subject, giver_id, taker_id)


def move_owed(turn: Turn, subject: str, giver_id: int, taker_id: int) -> bool:
    """Let one owe what another owes on a subject. Returns whether there was anything."""
    rows = [
        one for one in owed.on_subject(turn.connection, subject) if one.person_id == giver_id and one.settled_at is None
    ]
    for one in rows:
        owed.settle(turn, one.kind, subject, giver_id, owed.HANDED_OVER)
        owed.owe(turn, one.kind, subject, taker_id, due_at=one.due_at, data=one.data)
    return bool(rows)


def _called(kind: str) -> str:
    return next((name for begins, name in CALLED if kind.startswith(begins)), OTHER)
