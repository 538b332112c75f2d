"""What a sentence gives whom to do, until when: 「把食堂安全排查派给郭主任 下周五前完成」. Pure.

Nothing is assigned by it: what was read is shown once and confirmed. A sentence that asks, denies, tells of the past or
of one's own doing assigns nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from handlers.task.named import LIKE_WHO, SEVERAL, SURELY_WHO, split_names
from handlers.task.orders import (
    ASIDE,
    ASIDE_IN,
    BY,
    BY_MYSELF,
    DUTY,
    EDGE,
    EMPTY,
    FILLERS,
    FINISHED,
    HELP,
    HELP_NAMED,
    LABEL,
    LEAD,
    LEADS,
    LET,
    LET_DO,
    MYSELF,
    NAMED,
    NAMED_PLAIN,
    NOT,
    ORDER,
    ORDER_TO,
    PLAIN_DUTIES,
    SELF,
    SOURCE_NAMED,
    SOURCES,
    SURE_GIVE,
    THINGS,
    TO,
    TO_MYSELF,
    TO_PLAIN,
    YOU,
    around_day,
)
from scheduler.calendar import Calendar
from scheduler.when import Kind, When, read_times

ORDERED, GIVEN, LED = 0.95, 0.93, 0.9
WEAK = 0.87
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was read. when: NONE where no time is said. speaker_for: in whose name (陈书记交办). confidence: 0..1."""

    title: str
    owner: str = ""
    helpers: tuple[str, ...] = ()
    when: When = field(default_factory=lambda: When(Kind.NONE))
    source: str = ""
    speaker_for: str = ""
    confidence: float = ORDERED


@dataclass(slots=True)
class _Left:
    """A sentence with what has been read taken out of it."""

    text: str

    def take(self, found: re.Match[str], instead: str = "，") -> re.Match[str]:
        self.text = self.text[: found.start()] + instead + self.text[found.end() :]
        return found


def said_task(text: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """Read a sentence as giving somebody something to do; None where it does not.

    text: half width, Simplified. now: in the office's zone.
    """
    plain = FILLERS.sub("", text[:LONGEST].strip())
    if not plain or NOT.search(plain):
        return None
    return next((one for read in (_ordered, _given, _let, _told, _led) if (one := read(plain, now, calendar))), None)


def due_in(text: str, now: datetime, calendar: Calendar) -> When:
    """Return until when something is to be done, a DEADLINE before all; NONE where none is said."""
    times = [one for one in read_times(text, now, calendar) if one.kind in (Kind.DEADLINE, Kind.POINT, Kind.SPAN)]
    refused = next((one for one in read_times(text, now, calendar) if one.refused), None)
    best = next((one for one in times if one.kind is Kind.DEADLINE), next(iter(times), None))
    return best or refused or When(Kind.NONE)


def _ordered(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """交办：各楼栋消防器材检查，孙主任牵头，物业配合，12月10日前."""
    left, owner, speaker = _Left(plain), "", ""
    if found := ORDER_TO.search(plain):
        left.take(found, "")
        owner = found["to"] or found["of"] or found["plain"] or ""
    elif found := ORDER.search(plain):
        left.take(found, "")
        speaker = found["for"] or ""
    elif found := ASIDE.search(plain):
        left.take(found, "")
    else:
        return None
    when = _take_due(left, now, calendar)
    helpers, source = _take_helpers(left), _source(left, plain)
    confidence = ORDERED
    if not owner and (mine := BY_MYSELF.search(left.text)):
        left.take(mine)
        owner = MYSELF
    if not owner:
        owner = _take_owner(left)
    title = _title(left.text)
    if not owner and ASIDE.search(plain) is None:
        title, owner = _bare_owner(title)
    return Assigned(title, owner, helpers, when, source, speaker, confidence) if title or owner else None


def _given(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """把…派给郭主任; …交给孙主任负责，下周五前."""
    left = _Left(plain)
    when = _take_due(left, now, calendar)
    helpers = _take_helpers(left)
    if mine := TO_MYSELF.search(left.text):
        return Assigned(_title(mine["title"]), MYSELF, helpers, when, confidence=GIVEN)
    found = TO.search(left.text) or TO_PLAIN.search(left.text)
    if found is None:
        return None
    owner, head = found["owner"], _title(found["title"])
    is_sure = bool(SURE_GIVE.search(found.group()))
    has_duty = bool(DUTY.search(found.group()[found.group().rindex(owner) + len(owner) :]))
    if SELF.match(owner) or re.match(r"我(?!校|部)|我们|自己", head) or (not LIKE_WHO.fullmatch(owner) and not is_sure):
        return None
    if when.kind is Kind.NONE and not (is_sure or (has_duty and SURELY_WHO.fullmatch(owner))):
        return None
    if THINGS.search(head) and not is_sure and not has_duty:
        return None
    left.take(found)
    source, more = _source(left, plain), _title(left.text)
    title = head if not EMPTY.match(head) else more
    return Assigned(title, owner, helpers, when, source, confidence=GIVEN if is_sure or when.start else WEAK)


def _let(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """这事让老李盯着办，月底前给我结果."""
    left = _Left(plain)
    when = _take_due(left, now, calendar)
    helpers = _take_helpers(left)
    found = LET.search(left.text) or LET_DO.search(left.text)
    if found is None or not found["owner"] or SELF.match(found["owner"]) or SEVERAL.match(found["owner"]):
        return None
    is_plain = found["duty"] in PLAIN_DUTIES
    if when.kind is Kind.NONE and (is_plain or not SURELY_WHO.fullmatch(found["owner"])):
        return None
    keeps = found["duty"] if is_plain and found["duty"] not in ("把", "将", "完成", "，", ",") else ""
    left.take(found, f"，{keeps}")
    source = _source(left, plain)
    return Assigned(_title(left.text), found["owner"], helpers, when, source, confidence=LED if when.start else WEAK)


def _told(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """老李 这事你盯着 月底前给我结果."""
    found = list(YOU.finditer(plain))
    if len(found) != 2 or not found[0]["owner"]:  # noqa: PLR2004 — who it is, and what he is to do
        return None
    left = _Left(YOU.sub("，", plain))
    when = _take_due(left, now, calendar)
    return Assigned(_title(left.text), str(found[0]["owner"]), (), when, confidence=LED if when.start else WEAK)


def _led(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """孙主任牵头，物业配合，12月10日前完成各楼栋消防器材检查."""
    left = _Left(plain)
    when = _take_due(left, now, calendar)
    if when.kind is Kind.NONE:
        return None
    helpers = _take_helpers(left)
    owner = _take_owner(left, given=False)
    if not owner or not (SURELY_WHO.fullmatch(owner) or helpers):
        return None
    title, source = _title(left.text), _source(left, plain)
    if "，" in title and not LEADS.search(plain):
        return None
    return Assigned(title, owner, helpers, when, source, confidence=LED) if title or ASIDE_IN.search(plain) else None


def _take_due(left: _Left, now: datetime, calendar: Calendar) -> When:
    when = due_in(left.text, now, calendar)
    if not when.matched:
        return when
    if found := around_day(when.matched).search(left.text):
        left.take(found)
    return when


def _take_helpers(left: _Left) -> tuple[str, ...]:
    found = HELP_NAMED.search(left.text) or HELP.search(left.text)
    if found is None:
        return ()
    left.take(found)
    return tuple(split_names(found["who"]))


def _take_owner(left: _Left, *, given: bool = True) -> str:
    patterns: tuple[re.Pattern[str], ...] = (NAMED, NAMED_PLAIN, LEAD, LET)
    for pattern in patterns:
        found = pattern.search(left.text)
        if found and found["owner"] and not SELF.match(found["owner"]):
            return BY.sub("", str(left.take(found)["owner"]))
    for pattern in (TO, TO_PLAIN) if given else ():
        if found := pattern.search(left.text):
            left.take(found, f"，{found['title']}，")
            return str(found["owner"])
    return ""


def _bare_owner(title: str) -> tuple[str, str]:
    """Find the owner that stands as a part of its own: 督办：二食堂灶台整改 郭主任."""
    parts = [one for one in re.split(r"[,，。;；\s]+", title) if one]
    named = next((one for one in parts if SURELY_WHO.fullmatch(one)), "")
    return "，".join(one for one in parts if one != named), named


def _source(left: _Left, plain: str) -> str:
    if found := SOURCE_NAMED.search(left.text):
        left.take(found)
        return str(found["source"])
    return next((name for name, pattern in SOURCES if pattern.search(plain)), "")


def _title(text: str) -> str:
    said = LABEL.sub("", re.sub(r"[,，。;；\s]*[,，。;；]+[,，。;；\s]*", "，", text))
    said, before = ASIDE_IN.sub("", said), ""
    while said != before:
        before, said = said, EDGE.sub("", said).strip()
    said = FINISHED.sub("", said)
    parts = [one for one in said.split("，") if one and not EMPTY.match(one)]
    return "，".join(parts)
