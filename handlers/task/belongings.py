"""What somebody holds of tasks when he goes: those he is to do, those he assigned. No task stays with somebody gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.turn import Turn
from handlers.task import chasing, course, receipts, tasks, telling
from scheduler.belongings import Belonging

KIND = "督办"


class TaskHolding:
    """The tasks under somebody's name."""

    def of(self, connection: Connection, person_id: int, now: datetime) -> Sequence[Belonging]:
        """Return the open tasks he is to do or assigned, what is due first, first."""
        found = [
            one
            for one in tasks.of_people(connection, [person_id], now)
            if one.state.is_open and person_id in (one.state.owner, one.state.assigner)
        ]
        found.sort(key=lambda one: (one.state.due_at is None, one.state.due_at or one.assigned_at, one.serial))
        return [Belonging(KIND, one.subject, f"〔{one.number}〕{one.title}") for one in found]

    def move(self, turn: Turn, belonging: Belonging, giver_id: int, taker_id: int) -> bool:
        """Make another its owner or assigner, as far as the giver was; what stage it is in stays."""
        task = tasks.of_subject(turn.connection, belonging.subject)
        if task is None or not task.state.is_open or giver_id not in (task.state.owner, task.state.assigner):
            return False
        owner = taker_id if task.state.owner == giver_id else task.state.owner
        assigner = taker_id if task.state.assigner == giver_id else task.state.assigner
        moved = tasks.moved(turn.connection, task, replace(task.state, owner=owner, assigner=assigner))
        receipts.close(turn, moved)
        chasing.arm(turn, moved, telling.ZONE)
        chasing.arm_milestones(turn, moved, telling.ZONE)
        names = (telling.name(turn, giver_id), telling.name(turn, taker_id))
        course.note(turn, task.id, "移交", "→".join(names))
        turn.record("task.handed_over", task.subject, number=task.number, before=giver_id, owner=owner)
        return True


HOLDING = TaskHolding()
