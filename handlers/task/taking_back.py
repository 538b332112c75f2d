"""撤销 within ten minutes: a step is as if it had not been, as long as nothing has followed it."""

from __future__ import annotations

from bot.registry import Undo
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.task import chasing, course, milestones, receipts, tasks, words
from handlers.task.bulletin import SENT
from handlers.task.bulletin_words import TAKEN_BACK
from handlers.task.choosing import STEP
from handlers.task.dating import SET
from handlers.task.handing_out import ASSIGNED
from handlers.task.matter import Happening, What
from handlers.task.state import advance
from handlers.task.tasks import Task
from scheduler import owed

NAMES = {
    What.ACCEPTED: "接收",
    What.PROGRESSED: "进展",
    What.CLAIMED: "申请办结",
    What.CLOSED: "销号",
    What.REFUSED: "退回",
    What.DISOWNED: "不归承办人",
    What.HANDED: "转办",
    What.ASKED: "申请延期",
    What.GRANTED: "同意延期",
    What.DENIED: "不同意延期",
    What.DATED: "改期限",
    What.CANCELLED: "撤销督办",
}


def step(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let a task be again what it was before a step."""
    task = _task(turn, deed)
    if task.version != deed.data["version"]:
        raise NotUndone(words.CHANGED_SINCE.format(number=words.number(task)))
    back = tasks.put_back(turn.connection, task, deed.data["kept"])
    owed.take_back(turn, task.subject, deed.source)
    course.take_back(turn, task.id, deed.source)
    if back.state.owner != task.state.owner:
        receipts.close(turn, task)
    chasing.arm(turn, back, situation.zone)
    chasing.arm_milestones(turn, back, situation.zone)
    turn.record("task.undone", back.subject, number=back.number, what=deed.data["what"])
    what = NAMES[What(deed.data["what"])]
    return words.UNDONE.format(title=back.title, what=what, stage=back.stage.value, number=words.number(back))


def assigned(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that a task was given: it is void, and nobody owes anything on it."""
    task = _task(turn, deed)
    if task.version != deed.data["version"]:
        raise NotUndone(words.CHANGED_SINCE.format(number=words.number(task)))
    gone = tasks.moved(
        turn.connection, task, advance(task.state, Happening(What.CANCELLED, task.state.assigner, turn.now))
    )
    receipts.close(turn, gone)
    chasing.arm(turn, gone, situation.zone)
    turn.record("task.cancelled", gone.subject, number=gone.number)
    return words.UNASSIGNED.format(title=gone.title, number=words.number(gone))


def milestone(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that a milestone was reached."""
    task = _task(turn, deed)
    for one in milestones.of_task(turn.connection, task.id):
        if one.number == deed.data["number"]:
            milestones.reached(turn.connection, one, None)
    chasing.arm_milestones(turn, task, situation.zone)
    return ""


def milestones_set(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that milestones were set."""
    del situation
    task = _task(turn, deed)
    milestones.drop(turn.connection, task.id, deed.data["numbers"], turn.now)
    for number in deed.data["numbers"]:
        subject = f"{task.subject}:{number}"
        turn.cancel(chasing.MILESTONE, subject, "taken back")
        owed.close_subject(turn, subject)
    course.take_back(turn, task.id, deed.source)
    return words.UNDONE.format(title=task.title, what="节点", stage=task.stage.value, number=words.number(task))


def urged(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that somebody was urged."""
    del situation
    task = _task(turn, deed)
    course.take_back(turn, task.id, deed.source)
    return words.UNDONE.format(title=task.title, what="催办", stage=task.stage.value, number=words.number(task))


def bulletin_sent(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take back that a 通报 was sent."""
    del turn, situation
    return TAKEN_BACK.format(title=deed.data["title"])


def _task(turn: Turn, deed: Deed) -> Task:
    return tasks.load(turn.connection, int(deed.subject.split(":")[1]))


UNDOS: dict[str, Undo] = {
    STEP: step,
    ASSIGNED: assigned,
    "task.milestone_done": milestone,
    SET: milestones_set,
    "task.urged": urged,
    SENT: bulletin_sent,
}
