"""What is said of requests and reports: handing one in, a leader's words to it, how it stands. Pure.

A leader's words mean something only where one is before him or its number is said; they are kept as they were typed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.messages import Channel, Message
from bot.router import Reading
from bot.situation import Situation
from handlers.request.draft import Draft, read_draft
from handlers.request.facts import Facts, Known, facts_of
from handlers.request.matter import FORMS, SERIES, Form, Kind
from handlers.request.vocabulary import (
    ADDING,
    ASKS_LEAVE,
    BARE_PASS,
    BEFORE_ME,
    FAULT,
    HANDLE,
    MINE,
    NO_FAULT,
    NUMBER,
    OF_LEDGER,
    OPENS,
    PASSED,
    QUESTION,
    RULES,
    SPOKEN,
    STANDING,
    URGING,
    WITHDRAWING,
    WORDS,
)
from knowledge.text import fold, squeeze

HANDLER, SLICE = "task", "request"
SUBMIT, FILE, AMEND = "request.submit", "request.file", "request.amend"
REPLY, RETURN, PASS = "request.reply", "request.return", "request.pass"
QUERY, URGE, ADD, WITHDRAW, LEDGER = (
    "request.query",
    "request.urge",
    "request.add",
    "request.withdraw",
    "request.ledger",
)
LABEL = "请示"
BARE_KINDS = frozenset({Kind.AGREED, Kind.REFUSED, Kind.RETURNED})
DECISIONS = BARE_KINDS | {Kind.IN_PRINCIPLE}
OR_OTHERS = 0.84  # 同意 alone: it may as well be meant for something else that waits for him
NAMED, SURE, PLAIN, ASKED = 0.98, 0.93, 0.87, 0.92
LONGEST, LONGEST_PLAIN, LONGEST_QUESTION = 3000, 60, 40
_OF_REQUESTS = re.compile(r"请示|报告|汇报")


def read(message: Message, situation: Situation) -> list[Reading]:
    """Read what somebody says of requests."""
    text = message.text.strip()
    if not message.in_words or message.channel is Channel.GROUP or not 0 < len(text) <= LONGEST:
        return []
    known = facts_of(situation.facts.get(SLICE))
    short = squeeze(fold(text))
    number = number_in(text, situation.now.astimezone(situation.zone).year)
    if number:
        return [_of(number, _rest(text), known)]
    if len(short) <= LONGEST_QUESTION and (asked := _asked(short, known)):
        return [asked]
    quoted = number_in(str((message.data.get("quote") or {}).get("text", "")), situation.now.year)
    if quoted and any(one.number == quoted for one in (*known.before, *known.own)):
        return [_of(quoted, text, known)]
    if OPENS.match(short) is None and (spoken := _word(text, known)):
        return [spoken]
    return _submitted(text, short)


def number_in(text: str, year: int) -> str:
    """Return the number a text names, of this year where it names none; empty where there is none."""
    folded = text.upper()
    if found := NUMBER.search(folded):
        return _written(found["series"], int(found["year"] or year), int(found["serial"]))
    spoken = SPOKEN.search(text)
    if spoken is None:
        return ""
    form = Form(spoken["form"] or spoken["form2"])
    return _written(SERIES[form], year, int(spoken["serial"] or spoken["serial2"]))


def word_of(text: str) -> tuple[Kind, str] | None:
    """Read a leader's words: what they are, and whom they name; None where they are none of a leader's."""
    passed = BARE_PASS.fullmatch(text) or PASSED.fullmatch(text)
    if passed and (passed.re is BARE_PASS or passed["how"]):
        return Kind.PASSED_ON, passed["to"]
    handle = HANDLE.fullmatch(text)
    kind = next((kind for kind, pattern in WORDS if pattern.fullmatch(text)), None)
    if handle and kind not in (Kind.REFUSED, Kind.RETURNED, Kind.IN_PRINCIPLE):
        return Kind.TO_HANDLE, handle["to"]
    return (kind, "") if kind else None


def _of(number: str, said: str, known: Facts) -> Reading:
    """Read what is said of a numbered one."""
    short = squeeze(fold(said))
    is_before = any(one.number == number for one in known.before)
    if not short:
        return _reading(QUERY, NAMED, number=number)
    for pattern, intent in ((URGING, URGE), (WITHDRAWING, WITHDRAW)):
        if pattern.fullmatch(short):
            return _reading(intent, NAMED, number=number)
    if added := ADDING.fullmatch(said):
        return _reading(ADD, NAMED, number=number, text=added["text"].strip())
    found = word_of(said)
    if found is None and (not is_before or QUESTION.search(short) or STANDING.fullmatch("请示" + short)):
        return _reading(QUERY, NAMED, number=number)
    kind, to = found or (Kind.SAID, "")
    return _reading(_intent(kind), NAMED, number=number, kind=kind.value, to=to, text=said)


def _word(text: str, known: Facts) -> Reading | None:
    """Read a leader's words without a number: of what waits, of a 报告 only that he has read it."""
    found = word_of(text) if known.before else None
    if found is None:
        return None
    kind, to = found
    is_long = len(text) > LONGEST_PLAIN  # so much is said of nothing but what waits, if it begins with the decision
    if is_long and kind not in DECISIONS:
        return None
    fitting = [one for one in known.before if one.waits or kind is Kind.SEEN]
    if not fitting:
        return None
    heard = _reading(_intent(kind), PLAIN, kind=kind.value, to=to, text=text, **_which(fitting))
    if is_long:
        return replace(heard, confidence=NAMED)
    if kind not in BARE_KINDS:
        return heard
    return replace(heard, confidence=OR_OTHERS, label=f"{LABEL}{fitting[0].number}" if len(fitting) == 1 else LABEL)


def _asked(short: str, known: Facts) -> Reading | None:
    """Read a question of how requests stand."""
    if OF_LEDGER.fullmatch(short):
        return _reading(LEDGER, SURE)
    if RULES.search(short):
        return None
    if BEFORE_ME.fullmatch(short):
        return _reading(QUERY, ASKED, before=True)
    if MINE.fullmatch(short) or STANDING.fullmatch(short):
        is_report = "请示" not in short
        return None if is_report and not known.own else _reading(QUERY, ASKED)
    for pattern, intent in ((URGING, URGE), (WITHDRAWING, WITHDRAW)):
        if pattern.fullmatch(short) and ("请示" in short or "报告" in short):
            waiting = [one for one in known.own if one.waits or intent == WITHDRAW]
            return _reading(intent, ASKED, **_which(waiting[:4]))
    return None


def _submitted(text: str, short: str) -> list[Reading]:
    """Read a request or report that is handed in."""
    draft = read_draft(text)
    if draft is None or (len(short) <= LONGEST_QUESTION and _is_of_rules(short, draft)):
        return []
    is_told = draft.form is Form.TELLS
    if is_told and (FAULT.search(NO_FAULT.sub("", text)) or (QUESTION.search(short) and not draft.to)):
        return []
    slots = {"form": draft.form.value, "text": draft.text, "to": list(draft.to)}
    return [_reading(SUBMIT, SURE if draft.text else ASKED, **slots)]


def _is_of_rules(short: str, draft: Draft) -> bool:
    """Whether a text asks how requests are made, or when: 要不要 said to a leader asks leave."""
    asks_leave = draft.form is Form.ASKS and bool(draft.text) and not _OF_REQUESTS.search(draft.text)
    return RULES.search(ASKS_LEAVE.sub("", short) if asks_leave else short) is not None


def _which(fitting: list[Known]) -> dict[str, Any]:
    if len(fitting) == 1:
        return {"number": fitting[0].number}
    return {"candidates": [one.number for one in fitting]}


def _intent(kind: Kind) -> str:
    return {Kind.RETURNED: RETURN, Kind.PASSED_ON: PASS}.get(kind, REPLY)


def _rest(text: str) -> str:
    """Return a text without the number and what only points to it."""
    left = SPOKEN.sub("", NUMBER.sub("", text))
    return re.sub(r"^[\s:：,，。-]+|[\s:：,，]+$", "", left)


def _written(series: str, year: int, serial: int) -> str:
    return f"{series if series in FORMS else 'QS'}-{year}-{serial:03d}"


def _reading(intent: str, confidence: float, **slots: Any) -> Reading:
    return Reading(HANDLER, intent, confidence, slots)
