"""Putting right what was sent, or making it void: one confirmation, a newer version to all, taken back by 撤销."""

from __future__ import annotations

import re
from typing import Any

from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.notice import words
from handlers.notice.asked import outage_in
from handlers.notice.dated import with_dates
from handlers.notice.facts import HANDLER
from handlers.notice.missing import which
from handlers.notice.put_right import CHANGE, OUTAGE, VOID
from handlers.notice.sending import headed, until
from scheduler import notices
from scheduler.audience import people_in
from scheduler.calendar.rows import calendar_of
from scheduler.confirming import ask_for, confirm
from scheduler.leads import spoken
from scheduler.notices import Notice
from scheduler.notices.changing import snapshot
from scheduler.notices.words import bare
from scheduler.resting import resting

RIGHTED, VOIDED = "notice.righted", "notice.voided"
CONFIRMED = "confirmed"
_PLACE = re.compile(r"^【(?P<mark>计划停[^】]*)】(?P<place>\S+) (?P<when>.+)$")


def change(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Send a newer version, once it is confirmed; of an outage the time, of a message its words."""
    del message
    notice = which(turn, reading)
    if notice is None or not notice.is_open:
        return
    slots: dict[str, Any] = {**reading.slots, "notices": [notice.id]}
    what = str(slots.pop("answer", "") or slots.get("what", ""))
    new = _moved(turn, notice, what, situation) if notice.kind == OUTAGE else _reworded(turn, what, situation)
    if new is None:
        ask_for(turn, words.WHEN_OUT, Option("", HANDLER, CHANGE, slots))
        return
    told = people_in(turn.connection, notice.audience, turn.now)
    if slots.get(CONFIRMED):
        was = snapshot(notice)
        notices.change(turn, notice, **new)
        turn.may_undo(RIGHTED, notice.owed, notice=notice.id, was=was)
        turn.say(words.RIGHTED.format(count=len(told), number=words.NUMBER.format(number=notice.number)))
        return
    waits = resting(turn.connection, told, turn.now, situation.zone)
    parts = [new["head"], new.get("text") or notice.text, waits]
    text = words.CONFIRM_RIGHT.format(count=len(told), text="\n".join(part for part in parts if part))
    yes = Option("", HANDLER, CHANGE, {**slots, "what": what, CONFIRMED: True})
    confirm(turn, text, yes, Option("", HANDLER, CHANGE, slots))


def void(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Make a notice void, once it is confirmed; whoever was told hears it."""
    del message, situation
    notice = which(turn, reading)
    if notice is None or not notice.is_open:
        return
    told = people_in(turn.connection, notice.audience, turn.now)
    about = bare(notice.head)
    if not reading.slots.get(CONFIRMED):
        text = words.CONFIRM_VOID.format(count=len(told), what=about)
        confirm(turn, text, Option("", HANDLER, VOID, {"notices": [notice.id], CONFIRMED: True}))
        return
    was = snapshot(notice)
    notices.cancel(turn, notice, words.IS_OFF if notice.kind == OUTAGE else words.IS_VOID, by_id=turn.person_id)
    turn.may_undo(VOIDED, notice.owed, notice=notice.id, was=was)
    turn.say(words.VOIDED.format(count=len(told), what=about))


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Let a notice stand as it did before."""
    del situation
    notice = notices.by_id(turn.connection, int(deed.data["notice"]))
    if notice is None:
        return ""
    back = notices.restore(turn, notice, deed.data["was"], deed.source)
    return words.STANDS_AGAIN.format(what=bare(back.head))


def _reworded(turn: Turn, what: str, situation: Situation) -> dict[str, Any]:
    now = situation.now.astimezone(situation.zone)
    head, text = headed(with_dates(what, now, calendar_of(turn.connection)))
    return {"head": head, "text": text, "line": words.NEW_WORDS}


def _moved(turn: Turn, notice: Notice, what: str, situation: Situation) -> dict[str, Any] | None:
    """Return an outage at its new time; None where none is said, or it is past."""
    now = situation.now.astimezone(situation.zone)
    found, before = outage_in(what, now), _PLACE.match(notice.head)
    if found.start is None or found.end is None or found.start <= now or before is None:
        return None
    when = f"{spoken(found.start, now, situation.zone, calendar_of(turn.connection))}—"
    when += until(found.start, found.end, situation.zone)
    head = f"【{before['mark']}】{before['place']} {when}"
    line = words.FROM_TO.format(old=before["when"], new=when)
    return {"head": head, "event_at": found.start, "line": line}
