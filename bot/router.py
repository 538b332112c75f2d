"""The router: of several readings of one message, the one to act on, or the question to ask.

The law: an answer to an open question comes first, unless the message may be an alarm (where any answer will do, a
clear command of another feature is none); a reading whose miss would harm somebody is never put to the vote; two
readings that are about equally likely are asked about, not guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.store.prompts import Option, Prompt

ALARM = 0.5  # a harm reading of this confidence opens without a vote
LEAST = 0.3  # below it a reading is no reading
CLEAR = 0.85  # above it a reading needs no question
SURE = 0.9  # above it a reading is a command of its own, not a free answer to what was asked
CLOSE = 0.08  # readings nearer to each other than this are asked about
MOST_OPTIONS = 4
LOOKS = frozenset({"query", "list", "count", "missing", "ledger", "calendar", "report", "show"})  # they change nothing
ASKS = "ask"  # the handler of questions about the policies, which take any text
ANSWER = "answer"  # the slot in which a free answer stands

#: The signs of what is answered to a question (確認, 不發, 到場), as options have them.
_SIMPLIFIED = str.maketrans(
    "確認發銷場簽請轉報屬實誤東區續辦結滿個號關開會議點見過選擇時間長員擔責達聯繫領導處組項樓門",
    "确认发销场签请转报属实误东区续办结满个号关开会议点见过选择时间长员担责达联系领导处组项楼门",
)
_CHINESE_NUMBERS = "一二三四五六七八九"
_ORDINALS = ("第", "选", "选择", "回")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a slice takes a message to mean.

    confidence: 0..1. harm: whether missing it would hurt somebody. label: what it is called when it is asked for.
    """

    handler: str
    intent: str
    confidence: float
    slots: Mapping[str, Any] = field(default_factory=dict)
    harm: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Several readings are about equally likely."""

    readings: tuple[Reading, ...]


def choose(text: str, readings: Sequence[Reading], prompt: Prompt | None) -> Reading | Doubt | None:
    """Pick one reading, say which are in doubt, or None where nothing is understood."""
    ranked = sorted((r for r in readings if r.confidence >= LEAST), key=lambda r: -r.confidence)
    alarms = [reading for reading in ranked if reading.harm and reading.confidence >= ALARM]
    if alarms:
        return alarms[0]
    if prompt is not None and (option := chosen_option(text, prompt)) is not None:
        return Reading(option.handler, option.intent, 1.0, option.slots)
    if prompt is not None and prompt.free is not None and text.strip() and _is_answer(ranked, prompt.free):
        return Reading(prompt.free.handler, prompt.free.intent, 1.0, {**prompt.free.slots, ANSWER: text})
    if not ranked:
        return None
    best = ranked[0]
    rivals = [r for r in ranked if best.confidence - r.confidence <= CLOSE and r.label]
    if best.confidence < CLEAR and best.label and len({r.intent for r in rivals}) > 1:
        return Doubt(tuple(rivals[:MOST_OPTIONS]))
    return best


def _is_answer(ranked: Sequence[Reading], free: Option) -> bool:
    """Whether a text answers an open question rather than being a command of its own.

    Another step of the feature whose draft is being asked about (改到十点) is about the draft; the same step once more
    is a new matter, and so are a look at what stands and what names a matter by its number.
    """
    if not ranked or ranked[0].confidence <= SURE:
        return True
    best = ranked[0]
    if best.handler == ASKS:
        return True
    (feature, _, step), (asked, _, asked_step) = best.intent.partition("."), free.intent.partition(".")
    is_of_another = bool(best.slots.get("number"))  # what is named by its number stands already
    return free.is_draft and feature == asked and step != asked_step and step not in LOOKS and not is_of_another


def chosen_option(text: str, prompt: Prompt) -> Option | None:
    """Read an answer to a numbered question: its number, its label or one of its words."""
    said = unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).strip(" 。.,，、!！)）(（")
    for prefix in _ORDINALS:
        said = said.removeprefix(prefix)
    said = said.removesuffix("个").removesuffix("项").strip()
    if said in _CHINESE_NUMBERS and said:
        said = str(_CHINESE_NUMBERS.index(said) + 1)
    if said.isascii() and said.isdigit():
        number, shown = int(said), [one for one in prompt.options if one.label]
        return shown[number - 1] if 1 <= number <= len(shown) else None
    return next((o for o in prompt.options if said and (said == o.label or said in o.words)), None)
