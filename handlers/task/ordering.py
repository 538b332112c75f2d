"""What a sentence gives whom to do, until when: 「把食堂安全排查派给郭主任 下周五前完成」. Pure.

Nothing is assigned by it: what was read is shown once and confirmed. A sentence that asks, denies, tells of the past or
of one's own doing assigns nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.task.named import LIKE_WHO, SEVERAL, SURELY_WHO
from handlers.task.orders import (
    ASIDE,
    ASIDE_IN,
    BY_MYSELF,
    DUTY,
    EMPTY,
    FILLERS,
    FOR_EACH,
    GOES,
    HAILED,
    LEADS,
    LET,
    LET_DO,
    MATTER_THEN_WHO,
    MYSELF,
    NO_HAILED,
    NOT,
    ON_RULES,
    ORDER,
    ORDER_TO,
    PAPER_END,
    PAPER_HEAD,
    PASS_TO,
    PER_MEETING,
    PLAIN_DUTIES,
    PUT_RIGHT,
    SELF,
    SURE_GIVE,
    THINGS,
    TO,
    TO_MYSELF,
    TO_PLAIN,
    TOLD_BY_ANOTHER,
    YOU,
    YOU_AT_ONCE,
)
from handlers.task.remainder import Left, bare_owner, source_of, take_due, take_helpers, take_owner, title_of
from scheduler.calendar import Calendar
from scheduler.when import Kind, When

ORDERED, GIVEN, LED = 0.95, 0.93, 0.92
DECIDED = 0.96  # by a meeting: surer than that a meeting is called, or its decision written down
WEAK = 0.87
LONGEST = 600
_CARE = frozenset(["盯", "盯着", "负责", "牵头", "跟进", "抓", "落实"])  # what is said of nothing but a task


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


def said_task(text: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """Read a sentence as giving somebody something to do; None where it does not.

    text: half width, Simplified. now: in the office's zone.
    """
    plain = FILLERS.sub("", text[:LONGEST].strip())
    if PAPER_HEAD.match(plain):
        plain = PAPER_END.sub("", PAPER_HEAD.sub("交办：", plain))
    if PUT_RIGHT.match(plain):
        plain = PUT_RIGHT.sub("交办：来源：整改，", plain).replace("整改期限", "期限")
    plain = MATTER_THEN_WHO.sub("，", plain)
    plain = TOLD_BY_ANOTHER.sub(r"让\g<owner>", plain)
    if not plain or NOT.search(ON_RULES.sub("事", plain)):
        return None
    ways = (_ordered, _passed, _given, _let, _told, _led, _hailed)
    found = next((one for read in ways if (one := read(plain, now, calendar))), None)
    is_decided = found is not None and found.when.start is not None and PER_MEETING.search(plain)
    return replace(found, confidence=DECIDED) if found and is_decided else found


def _ordered(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """交办：各楼栋消防器材检查，孙主任牵头，物业配合，12月10日前."""
    left, owner, speaker = Left(plain), "", ""
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
    when = take_due(left, now, calendar)
    helpers, source = take_helpers(left), source_of(left, plain)
    confidence = ORDERED
    if not owner and (mine := BY_MYSELF.search(left.text)):
        left.take(mine)
        owner = MYSELF
    if not owner:
        owner = take_owner(left)
    title = title_of(left.text)
    if not owner and ASIDE.search(plain) is None:
        title, owner = bare_owner(title)
    return Assigned(title, owner, helpers, when, source, speaker, confidence) if title or owner else None


def _given(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """把…派给郭主任; …交给孙主任负责，下周五前."""
    left = Left(plain)
    when = take_due(left, now, calendar)
    helpers = take_helpers(left)
    if mine := TO_MYSELF.search(left.text):
        return Assigned(title_of(mine["title"]), MYSELF, helpers, when, confidence=GIVEN)
    found = TO.search(left.text) or TO_PLAIN.search(left.text)
    if found is None:
        return None
    owner, head = found["owner"], title_of(found["title"])
    is_sure = bool(SURE_GIVE.search(found.group()))
    has_duty = bool(DUTY.search(found.group()[found.group().rindex(owner) + len(owner) :]))
    if SELF.match(owner) or re.match(r"我(?!校|部)|我们|自己", head) or (not LIKE_WHO.fullmatch(owner) and not is_sure):
        return None
    if when.kind is Kind.NONE and not (is_sure or (has_duty and SURELY_WHO.fullmatch(owner))):
        return None
    if THINGS.search(head) and not is_sure and not has_duty:
        return None
    left.take(found)
    source, more = source_of(left, plain), title_of(left.text)
    title = head if head and not EMPTY.match(head) else more
    return Assigned(title, owner, helpers, when, source, confidence=GIVEN if is_sure or when.start else WEAK)


def _let(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """这事让老李盯着办，月底前给我结果."""
    left = Left(plain)
    when = take_due(left, now, calendar)
    helpers = take_helpers(left)
    found = LET.search(left.text) or LET_DO.search(left.text)
    if found is None or not found["owner"] or SELF.match(found["owner"]):
        return None
    if SEVERAL.match(found["owner"]) and (when.start is None or not FOR_EACH.search(left.text)):
        return None
    is_plain = found["duty"] in PLAIN_DUTIES
    if when.kind is Kind.NONE and (is_plain or not SURELY_WHO.fullmatch(found["owner"])):
        return None
    keeps = found["duty"] if is_plain and found["duty"] not in ("把", "将", "完成", "，", ",") else ""
    left.take(found, f"，{keeps}")
    source = source_of(left, plain)
    return Assigned(title_of(left.text), found["owner"], helpers, when, source, confidence=LED if when.start else WEAK)


def _passed(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """转小李办一下 教工食堂菜价公示牌更新 周二前."""
    found = PASS_TO.match(plain)
    if found is None or SELF.match(found["owner"]) or not LIKE_WHO.fullmatch(found["owner"]):
        return None
    left = Left(plain[found.end() :])
    when = take_due(left, now, calendar)
    title = title_of(left.text)
    if when.kind is Kind.NONE and not (
        title and (SURELY_WHO.fullmatch(found["owner"]) or found["owner"].endswith("科"))
    ):
        return None
    return Assigned(title, found["owner"], take_helpers(left), when, confidence=LED if when.start else WEAK)


def _told(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """老李 这事你盯着 月底前给我结果."""
    if (at_once := YOU_AT_ONCE.match(plain)) and (told := _told_at_once(plain, at_once, now, calendar)):
        return told
    found = list(YOU.finditer(plain))
    if len(found) != 2 or not found[0]["owner"]:  # noqa: PLR2004 — who it is, and what he is to do
        return None
    left = Left(YOU.sub("，", plain))
    when = take_due(left, now, calendar)
    return Assigned(title_of(left.text), str(found[0]["owner"]), (), when, confidence=LED if when.start else WEAK)


def _hailed(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """冯科长，标识牌换新的，下周五之前办好给我回个话; 图书馆空调投诉 老孙去处理 三天内."""
    found = None if NO_HAILED.search(plain) else HAILED.match(plain) or GOES.search(plain)
    if found is None:
        return None
    left = Left(plain)
    left.take(found)
    when, source = take_due(left, now, calendar), source_of(left, plain)
    title = title_of(left.text)
    is_due = when.start is not None and bool(title)
    return Assigned(title, found["owner"], take_helpers(left), when, source, confidence=LED) if is_due else None


def _told_at_once(plain: str, found: re.Match[str], now: datetime, calendar: Calendar) -> Assigned | None:
    """老钱你盯一下宿舍空调清洗的事 下周三之前弄完."""
    left = Left(plain[found.end() :])
    when = take_due(left, now, calendar)
    title = title_of(left.text)
    if not title or (when.kind is Kind.NONE and found["duty"] not in _CARE):
        return None
    return Assigned(title, found["owner"], take_helpers(left), when, confidence=LED if when.start else WEAK)


def _led(plain: str, now: datetime, calendar: Calendar) -> Assigned | None:
    """孙主任牵头，物业配合，12月10日前完成各楼栋消防器材检查."""
    left = Left(plain)
    when = take_due(left, now, calendar)
    if when.kind is Kind.NONE:
        return None
    helpers = take_helpers(left)
    owner = take_owner(left, given=False)
    if not owner or not (SURELY_WHO.fullmatch(owner) or helpers):
        return None
    title, source = title_of(left.text), source_of(left, plain)
    if "，" in title and not LEADS.search(plain):
        return None
    return Assigned(title, owner, helpers, when, source, confidence=LED) if title or ASIDE_IN.search(plain) else None
