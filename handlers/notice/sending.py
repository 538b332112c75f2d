"""Sending what somebody wants sent: who may, to whom, one confirmation that carries everything, then the notice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.messages import Channel, Message
from bot.rights import Act, may_somewhere
from bot.router import Reading
from bot.situation import Situation
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.turn import Turn
from handlers.notice import words
from handlers.notice.asked import BROADCAST, OUTAGE, REMINDER, SYSTEM, outage_in, slots_of
from handlers.notice.dated import with_dates
from scheduler import notices
from scheduler.audience import Audience, may_not_tell, people_in, read_audience
from scheduler.calendar.rows import calendar_of
from scheduler.calendar.value import GUARD
from scheduler.confirming import ask_for, confirm, held, is_held, leaves_at
from scheduler.leads import spoken
from scheduler.notices import Asks, Draft
from scheduler.notices.words import bare
from scheduler.resting import resting

SEND, SENT = "broadcast.send", "notice.sent"
LEADS = (timedelta(days=1), timedelta(minutes=30))
LONGEST_HEAD, MOST_NAMES = 30, 8
EVERYBODY = "全体人员"
_ADD = re.compile(r"^(?:再)?(?:加上?|还有|也发给|带上)(?P<who>.{1,40})$")
_LESS = re.compile(r"^(?:去掉|减去|不发给|除了|不要发给)(?P<who>.{1,40})$")
_TO = re.compile(r"^(?:只|改)?(?:发给|发到|通知)(?P<who>.{1,40})$")
_WORDS = re.compile(r"^(?:内容)?(?:改成|改为|换成)[:：]?(?P<what>.+)$", re.DOTALL)


def broadcast(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Prepare a notice to many: ask for what is missing, then once whether it is right."""
    del message
    slots = _amended(turn, dict(reading.slots))
    if slots is None or not _may(turn, situation):
        return
    draft = Option("", SYSTEM, BROADCAST, {key: value for key, value in slots.items() if key != "answer"})
    if not slots.get("what"):
        ask_for(turn, words.WHAT, _asking(draft, "what"))
        return
    audience = _audience(turn, situation, draft, str(slots.get("who") or ""))
    if audience is not None:
        now = situation.now.astimezone(situation.zone)
        head, text = headed(with_dates(str(slots["what"]), now, calendar_of(turn.connection)))
        _confirm(turn, situation, draft, audience, {"head": head, "text": text, "kind": "broadcast"})


def outage(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Prepare the notice of a planned outage."""
    del message
    slots = _amended(turn, dict(reading.slots))
    if slots is None or not _may(turn, situation):
        return
    now = situation.now.astimezone(situation.zone)
    if slots.get("needs_time"):
        said = outage_in(str(slots.pop("needs_time")), now)
        slots |= {key: value for key, value in slots_of(said).items() if key in ("start", "end")}
    draft = Option("", REMINDER, OUTAGE, {key: value for key, value in slots.items() if key != "answer"})
    start, end = (_moment(slots.get(name), situation.zone) for name in ("start", "end"))
    if start is None or end is None:
        ask_for(turn, words.WHEN_OUT, _asking(draft, "needs_time"))
        return
    calendar = calendar_of(turn.connection)
    if end <= turn.now:
        ask_for(
            turn, words.IS_PAST.format(when=spoken(end, now, situation.zone, calendar)), _asking(draft, "needs_time")
        )
        return
    if not slots.get("location"):
        ask_for(turn, words.WHERE_OUT, _asking(draft, "location"))
        return
    audience = _audience(turn, situation, draft, str(slots.get("who") or EVERYBODY))
    if audience is None:
        return
    when = f"{spoken(start, now, situation.zone, calendar)}—{until(start, end, situation.zone)}"
    what = str(slots["type"]).removeprefix("计划停")
    head = words.OUTAGE_HEAD.format(what=what, place=slots["location"], when=when)
    reason, advice = slots.get("reason") or words.NO_REASON, words.OUTAGE_ADVICE.get(what, words.ANY_ADVICE)
    text = words.OUTAGE_TEXT.format(reason=reason, advice=advice, phone=situation.office.duty_phone)
    guards = [one.name for one in calendar.periods_on(start.astimezone(situation.zone).date()) if one.kind == GUARD]
    more = {"head": head, "text": text, "kind": "outage", "event_at": start.isoformat()}
    _confirm(turn, situation, draft, audience, more, words.GUARD.format(names="、".join(guards)) if guards else "")


def until(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Say when it ends, with its day where that is not the day it begins."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    days = (last.date() - first.date()).days
    day = "" if days == 0 else words.NEXT_DAY if days == 1 else f"{last.month}月{last.day}日"
    return f"{day}{last:%H:%M}"


def send(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Send what was confirmed; the right is looked at again."""
    me, slots = situation.sender, reading.slots
    if not isinstance(me, Person) or not _may(turn, situation):
        return
    audience = Audience.of(slots["audience"])
    told = people_in(turn.connection, audience, turn.now)
    if may_not_tell(turn.connection, me, told, turn.now):
        turn.say(words.NO_RIGHT.format(contact=situation.contact))
        return
    event_at = datetime.fromisoformat(slots["event_at"]) if slots.get("event_at") else None
    is_outage = slots["kind"] == "outage"
    draft = Draft(
        kind=str(slots["kind"]),
        subject=f"{slots['kind']}:{turn.source}",
        head=str(slots["head"]),
        text=str(slots["text"]),
        audience=audience,
        asks=Asks.NOTHING if is_outage else Asks.ACK,
        organiser_id=me.id,
        event_at=event_at,
        leads=LEADS if is_outage else (),
    )
    notice = notices.send(turn, draft, leaves_at(turn, len(told)))
    turn.may_undo(SENT, notice.owed, notice=notice.id)
    if is_outage:
        turn.record("notice.planned", notice.owed, people=len(told))
    else:
        turn.record("notice.broadcast", notice.owed, people=len(told))
    number = words.NUMBER.format(number=notice.number)
    minute = held(turn, len(told))
    later, form = minute + _waits(turn, told, event_at, situation), words.SENT_LATER if minute else words.SENT
    text = form.format(named=audience.named, count=len(told), held=later, number=number)
    if message.channel is Channel.PRIVATE:
        turn.say(text)
    else:
        turn.say(words.SENT_IN_GROUP)
        turn.whisper(text)


def undo(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Make void what was sent."""
    del situation
    notice = notices.by_id(turn.connection, int(deed.data["notice"]))
    if notice is None or not notice.is_open:
        return ""
    notices.void(turn, notice)
    return words.UNDONE.format(what=bare(notice.head))


def _confirm(
    turn: Turn, situation: Situation, draft: Option, audience: Audience, more: Mapping[str, Any], note: str = ""
) -> None:
    told = people_in(turn.connection, audience, turn.now)
    if not told:
        ask_for(turn, words.NOBODY.format(named=audience.named), _asking(draft, "who"))
        return
    names = "、".join(one.name for one in told[:MOST_NAMES])
    text = words.CONFIRM.format(
        text="\n".join(part for part in (more["head"], more["text"], note) if part),
        named=audience.named,
        count=len(told),
        more=f"（{names}等）" if len(told) > MOST_NAMES else f"（{names}）",
        leaves=words.LATER if is_held(turn, len(told)) else words.NOW,
    )
    event_at = datetime.fromisoformat(more["event_at"]) if more.get("event_at") else None
    text = "\n".join(part for part in (text, _waits(turn, told, event_at, situation)) if part)
    slots = {**more, "audience": audience.data()}
    confirm(turn, text, Option("", SYSTEM, SEND, slots), _asking(draft, "amend"))


def _waits(turn: Turn, told: Sequence[Person], event_at: datetime | None, situation: Situation) -> str:
    soon = notices.is_soon(event_at, turn.now)
    return "" if soon else resting(turn.connection, told, turn.now, situation.zone)


def _audience(turn: Turn, situation: Situation, draft: Option, who: str) -> Audience | None:
    """Return to whom it goes; None where he was asked or refused."""
    me = situation.sender
    if not isinstance(me, Person):
        return None
    if not who:
        ask_for(turn, words.TO_WHOM, _asking(draft, "who"))
        return None
    found = read_audience(turn.connection, who, turn.now, me)
    if found.unknown or not (found.audience or found.ambiguous):
        ask_for(turn, words.UNKNOWN_PEOPLE.format(names="、".join(found.unknown) or who), _asking(draft, "who"))
        return None
    if found.ambiguous:
        name, some = found.ambiguous[0]
        several = words.SEVERAL.format(name=name, count=len(some), names="、".join(one.name for one in some))
        ask_for(turn, several, _asking(draft, "who"))
        return None
    refused = may_not_tell(turn.connection, me, people_in(turn.connection, found.audience, turn.now), turn.now)
    if refused:
        names = "、".join(one.name for one in refused[:MOST_NAMES])
        turn.say(words.MAY_NOT.format(who=names, contact=situation.contact))
        return None
    return found.audience


def _amended(turn: Turn, slots: dict[str, Any]) -> dict[str, Any] | None:
    """Put an answer into the slot it was asked for; None where it was not understood."""
    answer, needs = str(slots.pop("answer", "")).strip(), str(slots.pop("needs", ""))
    if not needs:
        return slots
    if needs != "amend":
        return {**slots, needs: answer}
    changed = _changed(answer, slots)
    if changed is None:
        turn.say(words.NOT_UNDERSTOOD)
        return None
    return {**slots, **changed}


def _changed(answer: str, slots: Mapping[str, Any]) -> dict[str, str] | None:
    """Return what an amendment changes; None where it is not understood."""
    who = str(slots.get("who") or "")
    if found := _ADD.match(answer):
        return {"who": f"{who}、{found['who']}".strip("、")}
    if found := _LESS.match(answer):
        return {"who": f"{who or EVERYBODY} 除了{found['who']}"}
    if found := _TO.match(answer):
        return {"who": found["who"]}
    if (found := _WORDS.match(answer)) and "what" in slots:
        return {"what": found["what"]}
    return {"needs_time": answer} if "type" in slots else None


def _asking(draft: Option, needs: str) -> Option:
    return Option("", draft.handler, draft.intent, {**draft.slots, "needs": needs})


def _may(turn: Turn, situation: Situation) -> bool:
    me = situation.sender
    if isinstance(me, Person) and may_somewhere(me.held, Act.NOTIFY):
        return True
    turn.say(words.NO_RIGHT.format(contact=situation.contact))
    return False


def headed(what: str) -> tuple[str, str]:
    """Return the first line of a notice and the rest: its first clause is what a locked phone shows."""
    first, _, rest = what.partition("\n")
    if len(first) > LONGEST_HEAD:
        return words.BROADCAST_HEAD.format(text=first[: LONGEST_HEAD - 1] + "…"), what
    return words.BROADCAST_HEAD.format(text=first), rest.strip()


def _moment(said: object, zone: ZoneInfo) -> datetime | None:
    return datetime.fromisoformat(str(said)).replace(tzinfo=zone) if said else None
