"""讲党课, 培训授课, 调研走访, 领学, 主题发言, 谈心谈话: registered after the day, or asked for. Pure.

What is still to come is no entry; of a talk anything beside the day and the persons is refused, and not passed on.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from bot.router import Reading
from handlers.study import parts
from handlers.study.after.register import span_of
from handlers.study.said.heard import Heard
from handlers.study.talk import HANDLER, SPEECH
from scheduler.when import read_time

SURE, LIKELY = 0.955, 0.9
LONGEST, WEEK = 120, 7
_MARK = re.compile(
    r"^(?:请|帮我?|给我?|麻烦)*(?:登记|补登记?|补记|登个记|记一?下|记录一?下|记上|记个|录入|登一?下)(?:一?下|一笔|一次|个)?[,，:：\s]*"
    r"|[,，\s]*(?:请|帮我?|给我?|麻烦)*(?:(?:登记|记录)(?:一?下|上|一笔)*|(?:记|登)(?:一?下|上|一笔)+)[。.]?$"
)
_PAST = re.compile(r"了|过|完|已|昨|前天|上午|刚|今天|上周|去了")
_COMING = re.compile(
    r"请(?:做好|大家|各|准备|参加|准时|有关)|做好准备|将(?:要|于)|拟|准备|计划|安排|打算|明天|后天|下周|下个?月|下午[^了]*$|待会|一会儿?|通知|提醒"
)
_ASKS = re.compile(r"[?？]|什么|怎么|如何|谁|哪|吗|多久|规定|要求|标准|能不能|有没有|报销|几点|在哪")
_HOW_OFTEN = re.compile(r"几次|多少次|几堂|几回|多少回|几节|几场|次数|情况|记录|有哪些|统计|明细|清单")
_KINDS = {
    parts.TALKS: r"谈心谈话|谈心|谈了?话|谈话",
    parts.LESSON: r"(?:讲|上|授|作|做|主讲)(?:了|过|的)?[一-龥]{0,6}?(?:微?党课)|党课主讲|微?党课",
    parts.LEADS: r"领学",
    parts.SPEAKS: r"主题发言|(?:重点|交流|中心)发言|形势报告|辅导报告|专题报告|宣讲",
    parts.DISCUSSES: r"研讨发言",
    parts.SUMS_UP: r"总结讲话",
    parts.TEACHES: r"(?:培训)?授(?:了|过)?[一-龥]{0,3}课|讲(?:了|过)?[一-龥]{0,8}课|上(?:了|过)?[一-龥]{0,4}课|讲座",
    parts.LOOKS: r"(?:调研|走访|下沉|蹲点|深入|沉到)(?:走访|调研|一线|基层|现场)*",
}
_COMPILED = tuple((part, re.compile(words)) for part, words in _KINDS.items())
_TITLE = re.compile(
    r"《(?P<quoted>[^》]{1,100})》"
    r"|(?:题目|主题(?!发言)|题为|专题)(?:是|为|叫)?[:：,，]?\s*(?P<named>[^,，。]{2,100})|领学(?:了)?(?P<read>[^,，。\s]{2,100})"
)
_WHO = re.compile(
    r"^(?P<who>[一-龥]{1,6}?)(?:同志)?(?=\s|[,，]|到|去|在|给|为|作|做|讲|上(?!午|周|个?月|次)|下到|深入|和|跟|与|对|找|领学|主题|总结|研讨|授课|宣讲|走访|调研|主讲|今年|去年|本|这|的|$)"
)
_PLACE = re.compile(
    r"(?:到|去|在|上|下到|深入|走访了?|调研了?)(?P<where>[一-龥A-Za-z0-9]{2,20}?)(?=调研|走访|蹲点|一线|了|去|指导|检查|[,，。\s]|$)"
)
_OTHER = re.compile(r"(?:和|跟|与|对|找)(?P<other>[一-龥]{2,5}?)(?:同志)?(?=谈|做|作|进行|开展|[,，。\s\d]|了|$)")
_TALK_SMALL = re.compile(
    r"谈心谈话|谈心|谈话|谈了|谈|登记|补登|记录|记一下|一下|一次|一回|进行|开展|完成|做了|作了|做|作|了|过|和|跟|与|对|找|我|今天|上午|下午"
    r"|同志|帮|请|给|已|个|的|在|办公室|[,，。.:：、\s]"
)
#: A long text about a talk can be nothing but what was said in it.
_TELLS = re.compile(
    r"^(?:(?=[\s\S]*[谈聊])(?:登记|记录|补登)|谈(?:心谈)?话(?:登记|记录|内容|情况)|(?:我|今天|昨天|前天|上午|下午|刚才)[^。,，]{0,14}?(?:谈心|谈了?话))"
)
_OF_A_BRANCH = re.compile(r"[^在给到为向对]{0,8}?(?:支部|党小组|中心组)")
_LEADERS = re.compile(r"(?:领导)?班子(?:成员)?|各位(?:领导|主任)|领导们|主任们")
#: Tables of several are asked elsewhere.
_SEVERAL = re.compile(r"班子|领导们|各|全体|所有|大家|中层|每[个位人]")
_SELF = ("我", "本人", "自己", "我们", "我今", "我昨")


def hear_contributions(heard: Heard) -> Reading | None:
    """Read it."""
    text = heard.text
    if len(text) > LONGEST:
        tells = _TELLS.match(text)
        return Reading(HANDLER, SPEECH, SURE, {"part": parts.TALKS, "refused": True}) if tells else None
    part = next((kind for kind, pattern in _COMPILED if pattern.search(text)), "")
    if reading := _asked(heard, part):
        return reading
    if not part:
        return None
    marked = bool(_MARK.search(text))
    if part == parts.TALKS:
        return _talk(heard, marked=marked)
    plain = _MARK.sub("", text).strip()
    if _ASKS.search(plain) or (not marked and (_COMING.search(plain) or not _PAST.search(plain))):
        return None
    return _noted(heard, part, plain, marked=marked)


def _noted(heard: Heard, part: str, plain: str, *, marked: bool) -> Reading | None:
    on, rest = _day(heard, plain, marked=marked)
    if on is None:
        return None
    title = _TITLE.search(rest)
    rest_alone = rest.replace(title[0], " 领学" if title["read"] else " ") if title else rest
    who = _who(rest_alone)
    if not who and not marked and not re.search(r"我|本人", plain):
        return None
    if _OF_A_BRANCH.match(rest_alone.strip(" ,，")) and not re.search(r"我(?!们|支部|党)|本人", plain):
        return None  # a meeting of theirs, not somebody's contribution
    where = _PLACE.search(rest_alone) if part == parts.LOOKS else None
    named = next(filter(None, title.groups())) if title else where["where"] if where else ""
    slots: dict[str, Any] = {"part": part, "on": on.isoformat(), "title": named.strip(), "about": plain}
    return Reading(HANDLER, SPEECH, SURE if marked else LIKELY, slots | ({"who": who} if who else {}))


def _day(heard: Heard, text: str, *, marked: bool) -> tuple[date | None, str]:
    """Return the local day it was, today where none is said, and the text without it; None: it is still to come."""
    today = heard.now.date()
    when = read_time(text, heard.now, heard.facts.calendar)
    if when.start is None:
        return today, text
    day = when.start.astimezone(heard.now.tzinfo).date()
    if day > today and "年" not in when.matched and re.search(r"\d|月", when.matched) and "下" not in when.matched:
        day = day.replace(year=day.year - 1) if day.year > today.year else day
    if day > today and re.fullmatch(r"(?:周|星期|礼拜).*", when.matched) and (day - today).days <= WEEK and marked:
        day -= timedelta(days=WEEK)
    return (day if day <= today else None), when.rest


def _who(text: str) -> str:
    found = _WHO.match(text.strip(" ,，"))
    name = found["who"] if found else ""
    return "" if name in _SELF or name.startswith("我") or any(p.search(name) for _, p in _COMPILED) else name


def _talk(heard: Heard, *, marked: bool) -> Reading | None:
    """Read a talk: the day and the persons; anything beside them is refused, whatever it is."""
    text = heard.text
    is_one = "谈心" in text or re.search(r"谈了?话|谈话了?|谈了", text)
    if not is_one or (not marked and not _PAST.search(text)) or (_ASKS.search(text) and not marked):
        return None
    if not marked and "谈心" not in text:
        return None
    plain = _MARK.sub("", text).strip()
    on, rest = _day(heard, plain, marked=True)
    rest = re.sub(r"^谈心谈话(?:登记)?[:：,，\s]*", "", rest)
    others = [one["other"] for one in _OTHER.finditer(rest)]
    who = _who(rest)
    left = rest
    for name in (*others, who):
        left = left.replace(name, " ", 1) if name else left
    if on is None or _TALK_SMALL.sub("", left):
        return Reading(HANDLER, SPEECH, SURE, {"part": parts.TALKS, "refused": True})
    slots = {"part": parts.TALKS, "on": on.isoformat(), "title": "、".join(others)}
    return Reading(HANDLER, SPEECH, SURE, slots | ({"who": who} if who else {}))


def _asked(heard: Heard, part: str) -> Reading | None:
    """Read a question for the register."""
    text = heard.text
    speaks = part or ("发言" if re.search(r"发言|讲课|授课", text) else "")
    if (
        not speaks
        or not _HOW_OFTEN.search(text)
        or len(text) > LONGEST // 2
        or re.search(r"规定|要求|应该|应当|[年月季度]要|得讲|必须|至少", text)
    ):
        return None
    if not re.search(r"今年|去年|本年|年度|上半年|下半年|季度|本月|这个月|我|几次|多少次|几堂|几回|次数", text):
        return None
    span, first, after = span_of(text, heard.now.date())
    only = [] if "发言" in text and not part else _only(text, part)
    bare = re.sub(r"^(?:请|帮我?|查一?下|看一?下|查询|统计一?下|查|看)+", "", text)
    bare = re.sub(r"今年|去年|本年度?|上半年|下半年|本季度|这个季度|本月|这个月", " ", bare)
    who = _who(bare)
    if several := _LEADERS.search(who or bare):
        slots_of = {"asks": True, "parts": only, "span": span, "first": first.isoformat(), "after": after.isoformat()}
        return Reading(HANDLER, SPEECH, SURE, {**slots_of, "several": several[0]})
    if _SEVERAL.search(who or bare):
        return None
    if not who and part == parts.LESSON and not re.search(r"我|本人|讲", text):
        return None  # 今年党课上了几次 is asked of the numbers
    slots: dict[str, Any] = {"asks": True, "parts": only, "span": span, "first": first.isoformat()}
    slots |= {"after": after.isoformat()} | ({"who": who} if who else {})
    return Reading(HANDLER, SPEECH, SURE, slots)


def _only(text: str, part: str) -> list[str]:
    if re.search(r"(?:讲|上)(?:了)?(?:几|多少)?[次堂节回]?课", text) and "党课" not in text:
        return [parts.LESSON, parts.TEACHES]
    return [part] if part else []
