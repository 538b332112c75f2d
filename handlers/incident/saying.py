"""What a message means to the incident slice: an alarm, a step, a repair, a hazard, a question. Pure.

The law: what may be an alarm is one, whatever else it may be; the same words (到了, 收到, 误报) mean something only by
how their sender stands to which open incident; where several may be meant, none is picked.
"""

from __future__ import annotations

import re

from bot.messages import Channel, Kind, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.incident.facts import HANDLER, Facts, facts_of
from handlers.incident.heard import SUPPLIES, Heard, Plain, hear_plain, plain_of
from handlers.incident.heard.faults import HAZARD, fault_of, is_small
from handlers.incident.kinds import UNKNOWN
from handlers.incident.said import news
from handlers.incident.said.same import may_be_same
from handlers.incident.said.slots import slots_of
from handlers.incident.said.step import Step
from handlers.incident.said.steps import steps
from handlers.incident.said.which import numbers_in, which, without_numbers

_MEDIA = frozenset({Kind.IMAGE, Kind.VIDEO, Kind.VOICE, Kind.FILE, Kind.LOCATION})
_LOOSE = re.compile(r"(?:要|快|即将|快要|马上要?|随时)(?:会)?(?:掉|倒|塌|断|脱落|砸)|滑|结冰")
_CALLS = re.compile(r"快来人|来人啊")  # also said of a blocked drain
_FALLS = frozenset({"恶劣天气", "高空坠物", "工程事故"})
#: 停电呢, after a question of the rules: what holds of that instead. What has happened is said with 了.
_GOES_ON = re.compile(r"(?:那么?|要是|如果|换成|还有|至于|[\s,，])*[^\s,，。!！了救]{1,6}呢[?？。]*")
LEAST_UNASKED = 0.85  # what is not said to the assistant is taken for an alarm only where it is plain


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read a message."""
    facts = facts_of(situation.facts.get(HANDLER))
    if (message.kind in _MEDIA and not message.text.strip()) or (
        message.data.get("media") and not message.text.strip()
    ):
        return _attached(message, facts)
    if not message.in_words and message.kind is not Kind.PRESS:
        return []
    text = message.text.strip()
    plain = plain_of(text)
    if not plain.said or _goes_on_from_a_question(plain, situation):
        return []
    found = _readings(plain, facts, text, str((message.data.get("quote") or {}).get("text", "")))
    if message.channel is Channel.GROUP:
        return [one for one in found if one.confidence >= LEAST_UNASKED and (one.harm or one.slots.get("incident"))]
    return found


def _goes_on_from_a_question(plain: Plain, situation: Situation) -> bool:
    """Whether a fragment asks on from what was asked of the rules a moment ago."""
    return bool(getattr(situation.facts.get("ask"), "last_question", "")) and bool(_GOES_ON.fullmatch(plain.folded))


def _readings(plain: Plain, facts: Facts, text: str, quote: str) -> list[Reading]:
    """Return the readings of a text, the likeliest first."""
    heard = hear_plain(plain, facts.lexicon)
    if heard.is_drill or (heard.is_test and heard.kind):
        open_drill = _stepped(plain, heard, facts, text, quote)
        slots = slots_of(heard, which(text, quote, (), lambda _: False), text) | {"drill": True}
        return open_drill or [Reading(HANDLER, "incident.drill", 0.93, slots)]
    happening = bool(heard.kind) and not (heard.is_question or heard.is_past)
    stepped = _stepped(plain, heard, facts, text, quote)
    if happening and not _is_fault(plain, heard):
        reported = news.report(plain, heard, facts, text)
        fresh = reported[0].intent == "incident.report" and not _is_denied(stepped)
        return reported if fresh else [*stepped, *reported[: not stepped]]
    if stepped and stepped[0].intent != "incident.false_alarm":
        return stepped
    beside = news.goes_with(plain, heard, facts, text, quote)
    corrects = bool(beside) and beside[0].intent == "incident.correct"
    if stepped and not corrects:
        return stepped
    asked = news.asked(plain, heard, facts, text, quote)
    return asked or _mended(plain, heard, text) or beside


def _is_denied(stepped: list[Reading]) -> bool:
    """Whether the incident is one of which a step is recorded: 火灭了 is no new fire."""
    return bool(stepped) and (stepped[0].slots["incident"] is not None or bool(stepped[0].slots["candidates"]))


def _is_fault(plain: Plain, heard: Heard) -> bool:
    """Whether what sounds like an incident is one tap, one room, or something that may yet fall."""
    if heard.kind in SUPPLIES and is_small(plain):
        return True
    if heard.kind == UNKNOWN and _CALLS.search(plain.folded):
        return fault_of(plain) is not None
    if heard.kind not in _FALLS or heard.people:
        return False
    return _LOOSE.search(plain.folded) is not None and fault_of(plain) is not None


def _stepped(plain: Plain, heard: Heard, facts: Facts, text: str, quote: str) -> list[Reading]:
    """Read the steps that mean something to this sender now."""
    found = [
        reading
        for step in steps(without_numbers(plain.folded))
        if (reading := _step(step, heard, facts, text, quote)) is not None
    ]
    return sorted(found, key=lambda one: -one.confidence)


def _step(step: Step, heard: Heard, facts: Facts, text: str, quote: str) -> Reading | None:
    """Read one step: of the incident that is named, else of those of which its sender may say it."""
    is_summary = step.intent == "incident.summary"
    known = (*facts.open, *facts.recently_closed) if is_summary else facts.open
    named = numbers_in(text)
    meant = which(" ".join(named[:1]) or text, quote, known, step.fits)
    if not meant.candidates and not meant.is_named:
        return None
    if heard.kind and meant.one is not None and not meant.is_named and not may_be_same(meant.one, heard):
        return None
    slots = slots_of(heard, meant, text) | step.slots
    if step.intent == "incident.merge":
        slots["into"] = named[-1] if named else ""
        if len(named) == 1:
            others = which("", "", [one for one in facts.open if one.number not in named], step.fits)
            slots |= {"incident": others.one.id if others.one else None, "number": others.number}
            slots["candidates"] = [[one.id, one.number] for one in others.candidates] if others.one is None else []
    return Reading(HANDLER, step.intent, step.confidence, slots)


def _mended(plain: Plain, heard: Heard, text: str) -> list[Reading]:
    """Read something broken or dangerous."""
    fault = fault_of(plain)
    if fault is None and not (heard.kind in SUPPLIES and is_small(plain) and not (heard.is_question or heard.is_past)):
        return []
    intent = "hazard.report" if fault is not None and fault.what == HAZARD else "repair.request"
    slots = slots_of(heard, which("", "", (), lambda _: False), text) | {"item": fault.item if fault else heard.kind}
    return [Reading(HANDLER, intent, 0.9 if heard.place or (fault and fault.item) else 0.87, slots)]


def _attached(message: Message, facts: Facts) -> list[Reading]:
    """Read a picture, a voice or a place without a word: it belongs to what its sender has to do with."""
    quote = str((message.data.get("quote") or {}).get("text", ""))
    meant = which("", quote, facts.open, lambda one: one.is_of_sender)
    if message.channel is Channel.GROUP or not meant.candidates:
        return []
    slots = {
        "incident": meant.one.id if meant.one else None,
        "number": meant.number,
        "candidates": [[one.id, one.number] for one in meant.candidates] if meant.one is None else [],
        "media": str(message.kind),
    }
    return [Reading(HANDLER, "incident.attach", 0.97, slots)]
