"""要素 of a summary as people give them: 「原因：…；责任：…；教训：…；措施：更换线路，张三，12月1日前」. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from handlers.incident.papers.deadlines import DEADLINE, deadline
from handlers.incident.said.persons import SOMEBODY
from handlers.incident.said.which import without_numbers

CAUSE, BLAME, LESSON, MEASURES = "原因", "责任", "教训", "措施"
ELEMENTS = (CAUSE, BLAME, LESSON)
LONGEST, LONGEST_PERSON, MOST_MEASURES = 2000, 20, 20

_LABEL = re.compile(
    r"(?:^|[;；。\n])\s*(?:[(（]?[\d一二三四][)）.、．]\s*)?"
    r"(?:(?P<原因>(?:事故|事件|直接|主要|初步)?原因(?:分析)?)|(?P<责任>[责責]任(?:认定|划分|分析|情况)?)|"
    r"(?P<教训>(?:经验)?教[训訓])|(?P<措施>(?:整改|防范|改进)?措施)(?P<number>\d{1,2})?)\s*(?:[:：]|是(?!什么|啥|否))"
)
_ITEMS = re.compile(r"[;；\n]+|(?:(?<=[。，,\s])|^)(?=[(（]?\d{1,2}[.、．)）](?!\d))")
_NUMBERED = re.compile(r"^\s*[(（]?\d{1,2}[.、．)）](?!\d)\s*")
_BEFORE_NAME = re.compile(r"^(?:责任人|负责人|责任单位|牵头人?)?(?:[:：]|是|为)?(?:由)?\s*")
_AFTER_NAME = re.compile(r"(?:同志)?(?:负责|牵头|落实|办理)?$")
_BEFORE_DUE = re.compile(r"^(?:完成)?(?:时限|期限|时间)?(?:[:：]|是|为)?\s*")
_AFTER_DUE = re.compile(r"(?:前|之前|以前)?(?:完成|办完|落实|整改完成?)?$")
_UNIT = re.compile(r"[\u3400-\u9fff]{2,12}(?:中心|科|部|处|班|组|队|办|办公室|公司)")
_DROP = re.compile(
    r"^(?:删(?:除|去|掉)|去掉|不要)(?:第)?措施\s*(?P<a>\d{1,2})$|^措施\s*(?P<b>\d{1,2})\s*(?:删(?:除|去|掉)|不要)了?$"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. person, due: as said, empty where nothing was; due_on: the day meant, None where it can't be read.

    number: of the one it replaces, 0: another one.
    """

    text: str
    person: str = ""
    due: str = ""
    due_on: date | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What was given in one message. texts: by element; an empty one is none."""

    texts: tuple[tuple[str, str], ...] = ()
    measures: tuple[Measure, ...] = ()


def is_elements(text: str) -> bool:
    """Say whether a text begins with the name of an element, or drops a measure."""
    plain = without_numbers(text)
    return _LABEL.match(plain) is not None or dropped(plain) > 0


def dropped(text: str) -> int:
    """Return the number of the measure a text drops, 0 where it drops none."""
    found = _DROP.match(without_numbers(text).strip(" 。.!！"))
    return int(found["a"] or found["b"]) if found else 0


def read_elements(text: str, today: date) -> Said:
    """Read what a message gives; the same element twice: the last one counts."""
    plain = without_numbers(text)
    labels = list(_LABEL.finditer(plain))
    ends = [*(one.start() for one in labels[1:]), len(plain)][: len(labels)]
    texts: dict[str, str] = {}
    measures: list[Measure] = []
    for label, end in zip(labels, ends, strict=True):
        value = plain[label.end() : end].strip(" ;；\n")[:LONGEST]
        name = next(name for name in (*ELEMENTS, MEASURES) if label[name])
        if name == MEASURES:
            measures += _measures(value, int(label["number"] or 0), today)
        elif value:
            texts[name] = value
    return Said(tuple(texts.items()), tuple(measures[:MOST_MEASURES]))


def _measures(value: str, number: int, today: date) -> list[Measure]:
    if number:
        return [measure(value.replace("\n", "，"), today, number)] if value else []
    items = (_NUMBERED.sub("", item).strip(" 。") for item in _ITEMS.split(value))
    return [measure(item, today) for item in items if item]


def measure(item: str, today: date, number: int = 0) -> Measure:
    """Read one measure: what, then who and until when in either order."""
    parts = [part.strip(" 。") for part in re.split(r"[,，]", item)]
    if len(parts) == 1:
        parts = item.split()
    text, person, due = [part for part in parts[:1] if part], "", ""
    for part in parts[1:]:
        if not due and _is_due(part):
            due = _BEFORE_DUE.sub("", part)
        elif not person and (name := _person(part)):
            person = name
        elif part:
            text.append(part)
    return Measure("，".join(text), person[:LONGEST_PERSON], due[:40], deadline(due, today), number)


def _is_due(part: str) -> bool:
    return DEADLINE.fullmatch(_AFTER_DUE.sub("", _BEFORE_DUE.sub("", part))) is not None


def _person(part: str) -> str:
    name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", part))
    return name if re.fullmatch(SOMEBODY.pattern, name) or _UNIT.fullmatch(name) else ""
