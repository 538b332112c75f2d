"""延期: applied for by who does it before the day has passed, with a reason; granted or not by who assigned it.

Who assigned it sets another day himself, with or without being asked. Every day that stood before is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.messages import Message
from bot.registry import Act
from bot.router import Reading
from bot.situation import Situation
from bot.store.office_settings import value_of
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.task import settings, telling, words
from handlers.task.choosing import HANDLER, Doing, chosen, doing_of, noted, refuse, step
from handlers.task.due import due_of, due_slots
from handlers.task.matter import Happening, Refusal, Side, What
from handlers.task.state import sides_of
from handlers.task.tasks import LONGEST_REASON, Task
from scheduler import confirming
from scheduler.calendar import calendar_of
from scheduler.leads import spoken

_WORDS = re.compile(
    r"(?:想|要|需要?|希望|请求?|能不能|可否|可不可以)?(?:再)?(?:申请)?(?:办理)?(?:延期|延长|"
    r"延后|顺延|推迟|宽限|缓|延)(?:几天|一下|两天)?(?:到|至)?|(?:期限|时间|日期)?(?:改|调整)"
    r"(?:到|至|为)|(?:因为|由于|原因是?[:：]?|理由是?[:：]?)"
)
GRANT, DENY = "grant", "deny"


def extend(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Apply for a delay, decide on one, or set another day: by who says so."""
    del message
    task = chosen(turn, reading)
    if task is None:
        return
    decided = reading.slots.get("answer_is")
    if decided in (GRANT, DENY):
        _decide(turn, task, situation, is_granted=decided == GRANT)
        return
    one = doing_of(turn, task, situation, What.ASKED)
    if one is None:
        return
    if Side.OWNER not in sides_of(task.state, one.by) or task.state.owner == task.state.assigner:
        _set(turn, task, reading.slots, situation)
        return
    _ask(turn, one, reading.slots, situation)


def _ask(turn: Turn, one: Doing, slots: Mapping[str, Any], situation: Situation) -> None:
    task, answer = one.task, str(slots.get("answer") or "")
    if task.state.due_at is not None and one.at > task.state.due_at:
        refuse(turn, task, Refusal.TOO_LATE, situation)
        return
    due = slots.get("due_at") or _moment(turn, slots if not answer else _read(turn, answer, situation), situation)
    text = f"{slots.get('text') or ''} {answer}"
    said = str(slots.get("due_said") or _read(turn, answer, situation).get("due_said") or "")
    reason = _reason(text, said)
    if due is None:
        _more(turn, words.EXTEND_HOW, task, slots, text)
        return
    if not reason:
        _more(turn, words.EXTEND_WHY, task, {**slots, "due_at": _iso(due)}, text)
        return
    until = datetime.fromisoformat(due) if isinstance(due, str) else due
    moved = step(
        turn, one, Happening(What.ASKED, one.by, one.at, due_at=until), situation, asked_why=reason[:LONGEST_REASON]
    )
    if moved is None:
        return
    day = _spoken(turn, until, situation)
    noted(turn, moved, "申请延期", f"{day}：{reason}")
    turn.record("task.delay_asked", moved.subject, number=moved.number, due=until.isoformat(), reason=reason)
    text = words.TOLD_ASKED.format(
        head=words.head(moved, words.DECIDE),
        who=telling.speaker(turn, one.by),
        due=day,
        reason=reason,
        number=words.number(moved),
    )
    telling.to_assigner(turn, moved, text, words.buttons(moved, (words.BUTTON_GRANT, words.BUTTON_DENY)))
    more = words.UNTIL_THEN.format(due=telling.due(turn, moved, situation.zone))
    telling.answer(turn, situation, moved, words.ASKED.format(due=day), more)


def _iso(due: datetime | str) -> str:
    return due if isinstance(due, str) else due.isoformat()


def _more(turn: Turn, question: str, task: Task, slots: Mapping[str, Any], text: str) -> None:
    kept = {name: value for name, value in slots.items() if name not in ("answer", "candidates", "number")}
    draft = Option("", HANDLER, "task.extend", {**kept, "task": task.id, "text": text.strip()})
    confirming.ask_for(turn, question, draft)


def _set(turn: Turn, task: Task, slots: Mapping[str, Any], situation: Situation) -> None:
    """Let who assigned it set another day."""
    one = doing_of(turn, task, situation, What.DATED)
    if one is None:
        return
    answer = str(slots.get("answer") or "")
    read = slots if not answer else _read(turn, answer, situation)
    due = _moment(turn, read, situation)
    if due is None or due <= turn.now:
        past = words.PAST_DUE.format(said=read.get("due_said") or "") if due is not None else ""
        asked = str(read.get("due_refused") or read.get("due_asked") or past or words.SET_TO)
        _more(turn, asked, task, {}, "")
        return
    moved = step(turn, one, Happening(What.DATED, one.by, one.at, due_at=due), situation)
    if moved is None:
        return
    day = _spoken(turn, due, situation)
    noted(turn, moved, "改期限", day)
    turn.record("task.dated", moved.subject, number=moved.number, due=due.isoformat())
    _tell_owner(turn, moved, words.TOLD_DATED, one, due=day)
    telling.answer(turn, situation, moved, words.DATED.format(due=day))


def _decide(turn: Turn, task: Task, situation: Situation, *, is_granted: bool) -> None:
    what = What.GRANTED if is_granted else What.DENIED
    one = doing_of(turn, task, situation, what)
    moved = step(turn, one, Happening(what, one.by, one.at), situation) if one else None
    if one is None or moved is None:
        return
    due = telling.due(turn, moved, situation.zone)
    noted(turn, moved, "同意延期" if is_granted else "未同意延期", due)
    if is_granted:
        turn.record("task.delay_granted", moved.subject, number=moved.number)
    else:
        turn.record("task.delay_denied", moved.subject, number=moved.number)
    _tell_owner(turn, moved, words.TOLD_GRANTED if is_granted else words.TOLD_DENIED, one, due=due)
    done = words.GRANTED if is_granted else words.DENIED
    telling.answer(turn, situation, moved, done.format(due=due))


def _tell_owner(turn: Turn, task: Task, template: str, one: Doing, due: str) -> None:
    head = words.head(task, words.DO)
    who = telling.speaker(turn, one.by)
    telling.to_owner(turn, task, template.format(head=head, who=who, due=due, number=words.number(task)))


def _read(turn: Turn, text: str, situation: Situation) -> dict[str, Any]:
    return due_slots(text, situation.now.astimezone(situation.zone), calendar_of(turn.connection)) if text else {}


def _moment(turn: Turn, slots: Mapping[str, Any], situation: Situation) -> datetime | None:
    if slots.get("due_asked") or slots.get("due_refused"):
        return None
    until = value_of(turn.connection, settings.DAY_UNTIL)
    due = due_of(slots, until, calendar_of(turn.connection), situation.zone)
    return due.at if due else None


def _spoken(turn: Turn, moment: datetime, situation: Situation) -> str:
    return spoken(moment, turn.now, situation.zone, calendar_of(turn.connection))


def _reason(text: str, due_said: str) -> str:
    plain = text.replace(due_said, " ") if due_said else text
    return re.sub(r"\s+", " ", _WORDS.sub(" ", plain)).strip(" ,，。:：、")


ACTS: Mapping[str, Act] = {"task.extend": extend}
