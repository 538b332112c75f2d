"""What 收到 and 转交 on a task's notice mean: the task is taken, or handed over. Called by the notices' own slice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.store.people import Person
from bot.turn import Turn
from handlers.task import chasing, course, receipts, state, tasks, telling, words
from handlers.task.choosing import STEP
from handlers.task.matter import Happening, Illegal, What
from scheduler import owed
from scheduler.notices import Notice

Hook = Callable[[Turn, Notice, Person, str, str, Person | None], str | None]


def on_answer(turn: Turn, notice: Notice, person: Person, how: str, reason: str, delegate: Person | None) -> str | None:
    """Take the task for whoever said 收到; hand it over where he passed it on. Returns what is added to the reply."""
    del reason
    task = receipts.task_of(turn, notice)
    if task is None or task.state.owner != person.id:
        return None
    what = What.ACCEPTED if how == owed.DONE else What.HANDED
    if how == owed.HANDED_OVER and delegate is None:
        return None
    if how == owed.EXCUSED:
        return words.HOW
    happening = Happening(what, person.id, turn.now, owner=delegate.id if delegate else None)
    try:
        after = state.advance(task.state, happening)
    except Illegal:
        return None
    moved = tasks.moved(turn.connection, task, after)
    if turn.waiting is not None:
        turn.may_undo(STEP, moved.subject, kept=tasks.kept_of(task), version=moved.version, what=what.value)
    chasing.arm(turn, moved, telling.ZONE)
    if what is What.ACCEPTED:
        course.note(turn, moved.id, "接收")
        turn.record("task.accepted", moved.subject, number=moved.number, by=person.id)
        text = words.TOLD_ACCEPTED.format(
            head=words.head(moved, words.KNOW), who=telling.speaker(turn, person.id), number=words.number(moved)
        )
        telling.to_assigner(turn, moved, text, routine=True)
        return words.HOW
    names = {"before": person.called, "owner": delegate.called if delegate else ""}
    course.note(turn, moved.id, "转办", f"{names['before']}→{names['owner']}")
    turn.record("task.handed_over", moved.subject, number=moved.number, before=person.id, owner=moved.state.owner)
    text = words.TOLD_HANDED.format(head=words.head(moved, words.KNOW), number=words.number(moved), **names)
    telling.to_assigner(turn, moved, text)
    return None


HOOKS: Mapping[str, Hook] = {receipts.KIND: on_answer}
