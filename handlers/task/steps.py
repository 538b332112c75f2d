"""接收, 进展, 申请办结, 销号, 退回, 撤销: the steps between who assigned a task and who does it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.task import chasing, milestones, telling, words
from handlers.task.choosing import HANDLER, Doing, chosen, doing, doing_of, left, noted, step
from handlers.task.course import PROGRESS
from handlers.task.matter import Happening, Stage, What
from handlers.task.tasks import Task
from scheduler import confirming

_LEAD = re.compile(
    r"^(?:已?(?:退回|打回)(?:给.{1,8}?)?|不(?:同意|予|能|准)(?:办结|销号|通过)?|不归我(?:们)"
    r"?(?:管|办)?|驳回|申请(?:办结|销号))[\s,，:：。]*(?:因为|原因是?[:：]?)?"
)
_CLAIM = re.compile(
    r"^(?:申请(?:办结|销号)|(?:任务|督办|这个|那个)?(?:已经?|都|全部)?(?:完成|办完|做完|办结|"
    r"弄完|办好|搞定)了?)[\s,，。:：]*"
)
LONGEST_REASON = 1000


def accepted(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """接收: the owner takes it."""
    del message
    one = doing(turn, reading, situation, What.ACCEPTED)
    if one is None:
        return
    if one.task.stage is Stage.WORKING and one.task.state.owner == one.by:
        telling.answer(turn, situation, one.task, words.ALREADY)
        return
    if moved := step(turn, one, Happening(What.ACCEPTED, one.by, one.at), situation):
        note_accepted(turn, moved, one.by)
        telling.answer(turn, situation, moved, words.ACCEPTED)


def note_accepted(turn: Turn, task: Task, by: int) -> None:
    """Write down that it was taken, and tell who assigned it."""
    noted(turn, task, "接收")
    turn.record("task.accepted", task.subject, number=task.number, by=by)
    who = telling.speaker(turn, by)
    text = words.TOLD_ACCEPTED.format(head=words.head(task, words.KNOW), who=who, number=words.number(task))
    telling.to_assigner(turn, task, text, routine=True)


def progressed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """进展: what was done so far; who assigned it reads it."""
    del message
    one = doing(turn, reading, situation, What.PROGRESSED)
    if one is None:
        return
    text = str(reading.slots.get("text") or "").strip()
    if not text:
        turn.say(words.WHICH_PROGRESS)
        return
    moved = step(turn, one, Happening(What.PROGRESSED, one.by, one.at), situation)
    if moved is None:
        return
    reached = _milestone(turn, moved, text, situation)
    noted(turn, moved, PROGRESS, text)
    turn.record("task.progress", moved.subject, number=moved.number)
    said = words.TOLD_PROGRESS.format(
        head=words.head(moved, PROGRESS), who=telling.speaker(turn, one.by), text=text, number=words.number(moved)
    )
    telling.to_assigner(turn, moved, said, routine=True)
    more = telling.last_steps(turn, moved, situation.zone)
    telling.answer(turn, situation, moved, reached or words.PROGRESS, f"\n{more}" if more else "")


def _milestone(turn: Turn, task: Task, text: str, situation: Situation) -> str:
    """Note the milestone that a report says is reached."""
    if not re.search(r"完成|完了|已|好了|到位", text):
        return ""
    open_ones = [one for one in milestones.of_task(turn.connection, task.id) if not one.is_done]
    found = next((one for one in open_ones if one.title in text), None)
    if found is None:
        return ""
    milestones.reached(turn.connection, found, turn.now)
    turn.may_undo("task.milestone_done", task.subject, number=found.number)
    turn.record("task.milestone_done", task.subject, number=found.number)
    chasing.arm_milestones(turn, task, situation.zone)
    return words.MILESTONE_DONE.format(what=found.title)


def claimed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """申请办结: who assigned it decides; what one gave oneself is closed by it."""
    task = chosen(turn, reading)
    if task is None:
        return
    if any(one.title in message.text for one in milestones.of_task(turn.connection, task.id) if not one.is_done):
        slots = {"task": task.id, "text": str(reading.slots.get("text") or message.text)}
        progressed(turn, message, Reading(reading.handler, "task.progress", 1.0, slots), situation)
        return
    one = doing_of(turn, task, situation, What.CLAIMED)
    if one is None:
        return
    moved = step(turn, one, Happening(What.CLAIMED, one.by, one.at, left=left(turn, task)), situation)
    if moved is None:
        return
    text = _CLAIM.sub("", str(reading.slots.get("text") or "")).strip()
    noted(turn, moved, "申请办结", text)
    turn.record("task.done", moved.subject, number=moved.number)
    if moved.stage is Stage.CLOSED:
        chasing.arm_milestones(turn, moved, situation.zone)
        turn.record("task.closed", moved.subject, number=moved.number)
        telling.answer(turn, situation, moved, words.CLOSED)
        return
    said = words.TOLD_CLAIM.format(
        head=words.head(moved, words.DECIDE),
        who=telling.speaker(turn, one.by),
        text=f"：{text}" if text else "",
        number=words.number(moved),
    )
    telling.to_assigner(turn, moved, said, words.buttons(moved, (words.BUTTON_CLOSE,)))
    done = words.CLAIMED.format(assigner=telling.name(turn, moved.state.assigner))
    telling.answer(turn, situation, moved, done)


def closed(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """销号: only who assigned it."""
    del message
    task = chosen(turn, reading)
    one = doing_of(turn, task, situation, What.CLOSED) if task else None
    if task is None or one is None:
        return
    moved = step(turn, one, Happening(What.CLOSED, one.by, one.at, left=left(turn, task)), situation)
    if moved is None:
        return
    chasing.arm_milestones(turn, moved, situation.zone)
    noted(turn, moved, "销号")
    turn.record("task.closed", moved.subject, number=moved.number)
    who = telling.speaker(turn, one.by)
    text = words.TOLD_CLOSED.format(head=words.head(moved, words.KNOW), who=who, number=words.number(moved))
    telling.to_owner(turn, moved, text)
    if moved.spoken_by is not None and moved.spoken_by not in (moved.state.owner, moved.state.assigner):
        telling.to(turn, moved, moved.spoken_by, text, audience=telling.ASSIGNER)
    telling.to_helpers(turn, moved, text)
    telling.answer(turn, situation, moved, words.CLOSED)


def returned(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """退回: a claim that is not accepted goes on; a task that is not its owner's goes back to who assigned it."""
    del message
    task = chosen(turn, reading)
    if task is None:
        return
    what = What.REFUSED if task.stage is Stage.CLAIMED else What.DISOWNED
    one = doing_of(turn, task, situation, what)
    if one is None:
        return
    said = str(reading.slots.get("answer") or reading.slots.get("text") or "")
    reason = _LEAD.sub("", said).strip(" ,，。:：")[:LONGEST_REASON]
    if not reason:
        question = words.REASON_FIRST if what is What.REFUSED else words.DISOWN_REASON
        confirming.ask_for(turn, question, Option("", HANDLER, "task.return", {"task": task.id}))
        return
    moved = step(turn, one, Happening(what, one.by, one.at), situation)
    if moved is not None:
        _tell_returned(turn, moved, one, reason, situation)


def _tell_returned(turn: Turn, task: Task, one: Doing, reason: str, situation: Situation) -> None:
    is_refused = task.stage is Stage.WORKING
    said = {"who": telling.speaker(turn, one.by), "reason": reason, "number": words.number(task)}
    if is_refused:
        noted(turn, task, "退回", reason)
        turn.record("task.returned", task.subject, number=task.number, reason=reason)
        telling.to_owner(turn, task, words.TOLD_REFUSED.format(head=words.head(task, words.DO), **said))
        telling.answer(turn, situation, task, words.REFUSED_CLAIM)
        return
    noted(turn, task, "不归承办人", reason)
    turn.record("task.disowned", task.subject, number=task.number, reason=reason)
    telling.to_assigner(turn, task, words.TOLD_DISOWNED.format(head=words.head(task, words.DECIDE), **said))
    done = words.DISOWNED.format(assigner=telling.name(turn, task.state.assigner))
    telling.answer(turn, situation, task, done)


def cancelled(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """撤销督办: only who assigned it; everybody who was told is told."""
    del message
    one = doing(turn, reading, situation, What.CANCELLED)
    moved = step(turn, one, Happening(What.CANCELLED, one.by, one.at), situation) if one else None
    if one is None or moved is None:
        return
    chasing.arm_milestones(turn, moved, situation.zone)
    noted(turn, moved, "撤销")
    turn.record("task.cancelled", moved.subject, number=moved.number)
    who = telling.speaker(turn, one.by)
    text = words.TOLD_CANCELLED.format(head=words.head(moved, words.KNOW), who=who, number=words.number(moved))
    telling.to_owner(turn, moved, text)
    telling.to_helpers(turn, moved, text)
    telling.answer(turn, situation, moved, words.CANCELLED)


ACTS: Mapping[str, Act] = {
    "task.accept": accepted,
    "task.progress": progressed,
    "task.done": claimed,
    "task.close": closed,
    "task.return": returned,
    "task.cancel": cancelled,
}
