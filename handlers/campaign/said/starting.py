"""Beginning a cycle: 「启动年度绩效考核，12月20日前交自评」, 「收一下各支部的承诺书，月底前」. Pure.

What is asked about (怎么算, 什么条件, 什么时候填) begins nothing; a vague day is no day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.campaign.known import Facts
from handlers.campaign.said.audiences import canonical, per_of
from handlers.campaign.said.collected import collected_topic
from handlers.campaign.said.topics import ASKS, STRONG, Topic, topic_of
from handlers.campaign.templates import COMMENT, PLEDGE, SINGLE
from scheduler.audience import said_audience
from scheduler.when import Kind, When, read_time, read_times

LONGEST = 300
COLLECTS = 0.96  # surer than a meeting heard in what the papers are about (组织生活会材料)
_POLITE = (
    r"(?:(?:请|麻烦|帮忙|帮我|给我|咱们|我们|我要|我想|想要?|要|准备|打算|可以|现在|今年|这就|那个|呃|嗯|就|把|先|再)"
    r"[,，\s]*)*"
)
_WHOLE = (
    r"启动|开展|组织|发起|筹备|筹划|部署|布置|倒排|倒推|推进|开始|进行|实施|落实|下发|发布|印发|"
    r"搞(?:一?个|一?下)?|办(?:一?下)?|弄(?:一?个|一?下)?|做(?:一?个|一?下)?|安排(?:一?下)?"
)
_COLLECT = r"收(?:一?下|一收|齐|集|取|缴|上来)?|征集|征稿|汇总|催收"
_TELL = r"提醒|通知|督促|要求|让|叫|请|告诉"
_VERB = re.compile(rf"{_WHOLE}|{_COLLECT}|{_TELL}|排(?:一?下|个)")
_BEGINS = re.compile(rf"^{_POLITE}(?:{_WHOLE}|{_COLLECT}|{_TELL}|排(?:一?下|个))")
_IS_WHOLE = re.compile(rf"(?:{_WHOLE}|排(?:一?下|个))")
_MEMBERS = re.compile(r"(?<![各全])党员(?=的?承诺书)")
_PAPER = re.compile(r"考核|自评|书|表|材料|报告|总结|案例|事迹|方案|稿|推荐|承诺")
_NO_DAY = re.compile(r"(?:今|本|明)年(?:度)?")
_TO_HAND_IN = re.compile(
    r"(?:要|都|需|全部|务必|按时|把|将)?(?:上交|报送|提交|上报|交齐|交来|交到|交|报)(?:一份|各自的?|本单位的?|本支部的?|书面的?)?"
    r"(?P<what>[一-鿿]{2,12}?)?(?=[,，。;；\s（(]|到|给|至|来|吧|即可|$)"
)
_EACH = re.compile(
    r"(?P<who>每个?(?:中心|单位|科室|部门|党?支部|人|位党员|名党员)|人手|每人|各(?:中心|单位|科室|部门|党?支部)(?=[一1两2]))"
    r"(?:各|至少|不少于|限|报|交|推荐|提交|上报)*(?:[一1两2]|\d{1,2})(?:篇|份|个|名|件)"
)
_OF_EACH = re.compile(
    r"(?P<who>(?:各|每个?|全体|所有)(?:党?支部书记|党?支部|中心主任|中心|单位负责人|单位|科室负责人|科室|部门负责人|部门|班组长|班组|党员|中层干部|干部))(?:的)?"
)
_PAST = re.compile(
    r"已经?|(?:启动|开展|组织|进行|征集|收|评选?|开始|完成|结束|办|(?<!该)(?<!要)(?<!得)签|(?<!该)(?<!要)(?<!得)交|搞|做|弄)了(?!吧)|上次|去年|往年|刚刚?才"
)
_OTHERS = re.compile(
    r"提醒我|叫我|通知我|(?:交给|交办|派给|指派)[一-鿿]{2,4}|督办|整改|报修|故障|演练|着火|"
    r"(?:开|召开|组织|参加).{0,10}(?<!大)会议?(?:$|[,，。\s])|动员会|部署会|推进会|讨论会|例会|学习心得|签到|培训|党课"
)
_SELF = re.compile(r"^(?:我|本人)(?:来|先|这就|现在)?(?:交|提交|报)|^(?:交|提交|上交|补交|重交)")
_CONCERNS_NOBODY = re.compile(r"^(?:考核|表彰|评选|案例|推荐)$")
_TAIL = re.compile(
    r"(?:倒排(?:一?下|出来|好)?|出来|的?(?:时间|工作)?计划|排(?:一?下|个)?|安排(?:一?下)?|工作|一?下|启动|开始|吧|了|起来|通知|提醒"
    r"|[该要得][签交填报]|每人|每篇|一篇|的|截止|前|收|搞|做)+$"
)
_HEAD = re.compile(
    rf"^(?:{_POLITE})(?:(?:{_WHOLE}|{_COLLECT}|排(?:一?下|个)?|下发|准备)(?:一?[下个场次]|好)?(?:关于|开展)?[,，\s]*)*(?:的)?"
)
_PIECES = re.compile(r"[,，。;；:：!！\s]+")


@dataclass(frozen=True, slots=True)
class _Said:
    """A text in its parts. plain: without its times."""

    plain: str
    when: When
    times: list[When]
    topic: Topic
    audience: str
    each: re.Match[str] | None


@dataclass(frozen=True, slots=True)
class Heard:
    """A cycle as it was said. confidence: 0 where none was."""

    slots: dict[str, Any]
    confidence: float = 0.0


def hear_start(text: str, now: datetime, facts: Facts) -> Heard | None:
    """Read a text (folded) as the beginning of a cycle; None where it is none."""
    is_strong = bool(STRONG.search(text) or "七一" in text)
    named = topic_of(text, facts) if is_strong else Topic()
    collected = None if named.template else collected_topic(text, facts)
    topic = collected or named
    if len(text) > LONGEST or topic.template is None or _is_no_start(text):
        return None
    times = read_times(text, now, facts.calendar)
    when = next((one for one in times if one.kind is Kind.DEADLINE), times[0])
    each = _EACH.search(text)
    audience, left = _audience(text, each)
    if topic.template.name == COMMENT:
        audience = ""  # those who are commented on
    is_called = bool(_BEGINS.search(text.strip()) or _VERB.search(left))
    is_dated = when.kind in (Kind.POINT, Kind.DEADLINE, Kind.SPAN) or bool(when.question)
    if not is_called and not (is_dated and (audience or _TO_HAND_IN.search(text))) and not _is_plan(text, when):
        return None
    if _SELF.search(text) and not audience:
        return None
    confidence = COLLECTS if collected else 0.95 if is_called else 0.9
    said = _Said(_without(text, times, topic), when, times, topic, audience, each)
    return Heard(_slots(text, said), confidence)


def hear_day(text: str, now: datetime, facts: Facts) -> dict[str, Any]:
    """Return the day slots a text gives: due, since, asked."""
    return _days(read_time(text, now, facts.calendar))


def hear_audience(text: str) -> str:
    """Return the words of an audience in a text, as the tables of the office are asked for them; empty for none."""
    return canonical(_audience(text, _EACH.search(text))[0])


def _is_no_start(text: str) -> bool:
    return bool(ASKS.search(text) or _PAST.search(text) or _OTHERS.search(text))


def _is_plan(text: str, when: When) -> bool:
    """Whether the name of a cycle stands beside its days and nothing else: 示范岗评选12月1日到15日."""
    return when.kind is Kind.SPAN or bool(re.search(r"倒排|计划|方案排期", text))


def _slots(text: str, said: _Said) -> dict[str, Any]:
    template, stage = said.topic.template, said.topic.stage
    assert template is not None  # noqa: S101 — hear_start looked
    core = _core(said)
    left = core.replace(said.topic.words, " ", 1)
    is_core_stage = stage is not None and any(word in left for word in stage.words)
    handed = _handed_in(said.plain)
    is_called_whole = bool(_IS_WHOLE.search(text)) or _is_plan(text, said.when)
    is_single = (
        template.name == SINGLE
        or len(template.stages) == 1
        or bool(re.search(_COLLECT, core))
        or is_core_stage
        or not is_called_whole
    )
    title = _title(core, said)
    pinned = stage or (template.hand_in if is_single or handed else None)
    return {
        "title": title,
        "template": template.name,
        "stage": pinned.name if pinned else "",
        "is_whole": not is_single,
        **_both_days(said),
        "audience": canonical(said.audience) or None,
        "audience_said": said.audience,
        "deliverable": _deliverable(handed, template.name, core) or _paper(title, template.name) or None,
        "per": per_of(said.each["who"] if said.each else said.audience),
    }


def _both_days(said: _Said) -> dict[str, Any]:
    """Return the days; where two are said, the one until when, and the other from when."""
    days = _days(said.when)
    other = next((one for one in said.times if one is not said.when and one.kind is Kind.POINT and one.start), None)
    if days["due"] and not days["since"] and other is not None and other.start and not other.question:
        first = other.start.date().isoformat()
        return days | {"since": first} if first < days["due"] else days
    return days


def _days(when: When) -> dict[str, Any]:
    """Return due and since as ISO days, null where nothing exact was said; asked: the vague words."""
    if when.kind not in (Kind.POINT, Kind.DEADLINE, Kind.SPAN) or when.start is None or when.question or when.refused:
        asked = when.matched if when.question and not _NO_DAY.fullmatch(when.matched) else ""
        return {"due": None, "since": None, "asked": asked, "refused": when.refused}
    last = when.end or when.start
    since = when.start.date().isoformat() if when.end else None
    return {"due": last.date().isoformat(), "since": since, "asked": "", "refused": ""}


def _audience(text: str, each: re.Match[str] | None) -> tuple[str, str]:
    if _MEMBERS.search(text):
        return "党员", text
    if found := _OF_EACH.search(text):
        return found["who"], text[: found.start()] + " " + text[found.end() :]
    if each:
        return each["who"], text[: each.start()] + " " + text[each.end() :]
    audience, rest = said_audience(text)
    if audience == "党员" or STRONG.search(audience) or re.search(r"启动|开展|组织|征集", audience):
        return "", text
    return audience, rest


def _without(text: str, times: list[When], topic: Topic) -> str:
    """Return a text without its times, but for those that belong to the name of the cycle (七一表彰)."""
    for one in times:
        if one.matched and one.matched not in topic.words:
            text = re.sub(rf"{re.escape(one.matched)}(?:之?[前内]|截止)?(?!提)|{re.escape(one.matched)}前", " ", text)
    return text


def _core(said: _Said) -> str:
    """Return the clause that names the cycle, without the time."""
    clauses = [one for one in _PIECES.split(said.plain) if one]
    named = [one for one in clauses if said.topic.words in one]
    return named[0] if named else max(clauses, key=len, default="")


def _title(core: str, said: _Said) -> str:
    title = re.split(rf"(?<=.)(?:{_TELL})(?=各|每|全体|所有|大家)", core)[0]
    words = said.topic.words
    found = _TO_HAND_IN.search(title)
    if found and words in title[: found.start()]:
        title = title[: found.start()]
    title = _OF_EACH.sub("", title)
    if said.audience and said.audience not in words and not _MEMBERS.search(title):
        title = re.sub(rf"(?:{_TELL})?(?:一下)?{re.escape(said.audience)}的?", "", title)
    title = _HEAD.sub("", re.sub(rf"^(?:{_POLITE})", "", title))
    title = re.sub(
        rf"^(?:(?:{_TELL})(?:一下)?)?(?:前)?(?:每人)?(?:一份)?(?:上报|报送|提交|交|报|填写?|签订|签署|签)?(?:一?下|好)?(?:各自的)?",
        "",
        title,
    )
    title = _TAIL.sub("", title.strip(" 的把将"))
    if words.endswith("计划") and words not in title:
        title = words  # 年度计划 is what is collected, not how it is planned
    return title[:40] if len(title) > 1 and not _CONCERNS_NOBODY.fullmatch(title) else (words or title)


def _paper(title: str, template: str) -> str:
    """Return what is signed where the title is its name: 消防安全责任书."""
    return title if template == PLEDGE and re.search(r"(?:承诺书|责任书|责任状)$", title) else ""


def _handed_in(plain: str) -> str:
    found = next((one for one in _TO_HAND_IN.finditer(plain) if one["what"]), None)
    what = (found["what"] or "").strip() if found else ""
    return what if _PAPER.search(what) else ""


def _deliverable(handed: str, template: str, core: str) -> str:
    if handed and handed != "材料":
        return handed
    if template != SINGLE:
        return ""
    return next(iter(re.findall(r"案例|事迹材料|事迹|经验做法|方案|稿件|照片|论文|材料", core)), "")
